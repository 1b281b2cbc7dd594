#!/usr/bin/env node
/**
 * argv → command, exit code; the only catch-all. What answers at once does so before anything else is loaded; nothing is
 * imported up here, so that a Node that is too old gets as far as being told so.
 */

const argv = process.argv.slice(2);
const [first] = argv;

/** Text of a file beside this one's folder; undefined when it is not there (help.txt exists in builds only). */
function textOf(path: string): string | undefined {
  try {
    const { readFileSync } = process.getBuiltinModule("node:fs");
    return readFileSync(new URL(path, import.meta.url), "utf8");
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  if (argv.length === 1 && (first === "--version" || first === "-V")) {
    process.stdout.write(`${JSON.parse(textOf("../package.json") ?? "{}").version}\n`);
    return 0;
  }
  if (argv.length === 1 && (first === "--help" || first === "-h")) {
    const help = textOf("./help.txt");
    if (help !== undefined) {
      process.stdout.write(help);
      return 0;
    }
  }
  const { enableCompileCache } = await import("./app/compile-cache.ts");
  enableCompileCache();
  const { launch } = await import("./app/launch.ts");
  return launch(argv);
}

/** The engines of package.json: type stripping and the newest majors of what we build on need it. */
function nodeIsTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < 22 || (major === 22 && minor < 12);
}

if (nodeIsTooOld()) {
  process.stderr.write(
    `skillet needs Node 22.12 or newer; this is ${process.versions.node}. Install a newer one; in a checkout: npm run -s skillet -- ...\n`,
  );
  process.exit(42);
}

main().then(
  (code) => process.exit(code),
  (thrown: unknown) => {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    process.stderr.write(`skillet: internal error, please report it.\n${text}\n`);
    process.exit(1);
  },
);
