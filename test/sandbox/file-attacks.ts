/**
 * Attempts to read or change what lies outside the output directory, or to hang, through the file methods. Each has to
 * end in a ToolProblem. Run as a program it tries them all as whoever runs it and prints one JSON object.
 */

import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolProblem } from "../../src/core/ports.ts";
import { type Files, openFiles } from "../../src/sandbox/files.ts";

interface Scene {
  /** The output directory. */
  out: string;
  /** A file outside it that holds "SECRET". */
  secret: string;
  outside: string;
  files: Files;
}

interface Attack {
  prepare?(scene: Scene): unknown;
  attempt(scene: Scene): Promise<unknown>;
}

const reads = (path: string | ((scene: Scene) => string), prepare?: Attack["prepare"]): Attack => ({
  ...(prepare ? { prepare } : {}),
  attempt: (scene) => scene.files.readFile(typeof path === "string" ? path : path(scene)),
});

const writes = (
  path: string | ((scene: Scene) => string),
  prepare?: Attack["prepare"],
): Attack => ({
  ...(prepare ? { prepare } : {}),
  attempt: (scene) => scene.files.writeFile(typeof path === "string" ? path : path(scene), "EVIL"),
});

const fifo = ({ out }: Scene) => execFileSync("mkfifo", [join(out, "pipe")]);
const git = ({ out }: Scene) => mkdirSync(join(out, "repo/.git/hooks"), { recursive: true });
const linkTo = (name: string, target: (scene: Scene) => string) => (scene: Scene) =>
  symlinkSync(target(scene), join(scene.out, name));

export const attacks: Record<string, Attack> = {
  "escapes-by-dotdot reading": reads("../secret.txt"),
  "escapes-by-dotdot writing": writes("../secret.txt"),
  "escapes-by-dotdot behind a folder": reads("a/../../secret.txt"),
  "escapes-by-dotdot in an absolute path": reads(({ out }) => `${out}/../secret.txt`),
  "escapes-by-dotdot in escaped spelling": reads("\\x2e\\x2e/secret.txt"),
  "escapes-by-escaped-slash": reads("..\\x2fsecret.txt"),
  "escapes-by-absolute-path reading": reads(({ secret }) => secret),
  "escapes-by-absolute-path writing": writes(({ secret }) => secret),
  "escapes-by-absolute-path to the password file": reads("/etc/passwd"),
  "escapes-by-sibling-prefix": reads(({ out }) => `${out}-evil/secret.txt`),
  "escapes-by-sibling-prefix writing": writes(({ out }) => `${out}-evil/new.txt`),
  "escapes-by-symlink reading": reads(
    "link",
    linkTo("link", ({ secret }) => secret),
  ),
  "escapes-by-symlink writing": writes(
    "link",
    linkTo("link", ({ secret }) => secret),
  ),
  "escapes-by-symlink that dangles": writes(
    "link",
    linkTo("link", ({ outside }) => `${outside}/new`),
  ),
  "escapes-by-symlinked-folder reading": reads(
    "dir/secret.txt",
    linkTo("dir", ({ outside }) => outside),
  ),
  "escapes-by-symlinked-folder writing": writes(
    "dir/new.txt",
    linkTo("dir", ({ outside }) => outside),
  ),
  "escapes-by-symlinked-folder making folders": writes(
    "dir/x/y.txt",
    linkTo("dir", ({ outside }) => outside),
  ),
  "escapes-by-symlinked-folder listing": {
    prepare: linkTo("dir", ({ outside }) => outside),
    attempt: ({ files }) => files.listFiles("dir"),
  },
  "escapes-by-symlinked-folder searching": {
    prepare: linkTo("dir", ({ outside }) => outside),
    attempt: ({ files }) => files.searchFiles("SECRET", "dir"),
  },
  "escapes-by-relative-symlink": reads("a/up/secret.txt", ({ out }) => {
    mkdirSync(join(out, "a"));
    symlinkSync("../..", join(out, "a/up"));
  }),
  "escapes-by-link-loop": reads(
    "loop",
    linkTo("loop", () => "loop"),
  ),
  "escapes-by-hard-link reading": reads("hard", ({ out, secret }) =>
    linkSync(secret, join(out, "hard")),
  ),
  "escapes-by-hard-link writing": writes("hard", ({ out, secret }) =>
    linkSync(secret, join(out, "hard")),
  ),
  "escapes-by-proc-root": reads(({ secret }) => `/proc/self/root${secret}`),
  "escapes-by-proc-descriptor": reads("/proc/self/fd/0"),
  "escapes-by-proc-environ": reads("/proc/self/environ"),
  "escapes-by-proc making folders": writes("/proc/self/x/y/z"),
  "escapes-by-dev-fd": reads("/dev/fd/0"),
  "escapes-by-proc behind a link": reads(
    "p/environ",
    linkTo("p", () => "/proc/self"),
  ),
  "escapes-by-nul": reads("a.txt\0../../secret.txt"),
  "escapes-by-moved-output-directory": writes("new.txt", ({ out, outside }) => {
    renameSync(out, `${out}-moved`);
    symlinkSync(outside, out);
  }),
  "escapes-by-removed-output-directory": writes("new.txt", ({ out }) =>
    rmSync(out, { recursive: true }),
  ),
  "hangs-on-fifo reading": reads("pipe", fifo),
  "hangs-on-fifo writing": writes("pipe", fifo),
  "hangs-on-fifo as a folder": reads("pipe/x", fifo),
  "hangs-on-fifo peeking": { prepare: fifo, attempt: ({ files }) => files.peek("pipe") },
  "hangs-on-fifo searching": {
    prepare: fifo,
    attempt: ({ files }) => files.searchFiles("x", "pipe"),
  },
  "hangs-on-device": reads(
    "zero",
    linkTo("zero", () => "/dev/zero"),
  ),
  "hangs-on-socket": reads("socket", async ({ out }) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(out, "socket"), resolve));
    server.unref();
  }),
  "hangs-on-sparse-file": reads("sparse", ({ out }) => {
    writeFileSync(join(out, "sparse"), "");
    truncateSync(join(out, "sparse"), 3_000_000_000);
  }),
  "hangs-on-sparse-file overwriting": writes("sparse", ({ out }) => {
    writeFileSync(join(out, "sparse"), "");
    truncateSync(join(out, "sparse"), 3_000_000_000);
  }),
  "hangs-on-pattern": {
    prepare: ({ out }) => writeFileSync(join(out, "a.txt"), `${"a".repeat(60)}b`),
    attempt: ({ files }) => files.searchFiles("^(a+)+$", "."),
  },
  "replaces-a-folder": writes("a", ({ out }) => mkdirSync(join(out, "a"))),
  "replaces-the-output-directory": writes("."),
  "writes-below-a-file": writes("a.txt/b", ({ out }) => writeFileSync(join(out, "a.txt"), "")),
  "plants-a-hook": writes("repo/.git/hooks/pre-commit", git),
  "plants-a-hook in a new repository": writes(".git/config"),
  "plants-a-hook by letter case": writes("repo/.GIT/hooks/pre-commit", git),
  "plants-a-hook by a trailing dot": writes("repo/.git./config"),
  "plants-a-hook by a trailing blank": writes("repo/.git /config"),
  "plants-a-hook by an escaped trailing blank": writes("repo/.git\\x20/config", ({ out }) =>
    mkdirSync(join(out, "repo/.git "), { recursive: true }),
  ),
  "plants-a-hook by a zero-width character": writes("repo/.g\u200bit/config"),
  "plants-a-hook by a compatibility form": writes("repo/.ｇit/config"),
  "plants-a-hook by a stream name": writes("repo/.git::$INDEX_ALLOCATION/config"),
  "plants-a-hook by a short name": writes("repo/GIT~1/config"),
  "plants-a-hook through a git file": writes("worktree/.git"),
  "changes-settings": writes(".skillet/settings.json"),
  "changes-settings by letter case": writes("deep/.Skillet/settings.json"),
  "hides-in-a-name by a bidi override": writes("invoice\u202etxt.exe"),
  "hides-in-a-name by an escape sequence": writes("a\u001b[2Jb.txt"),
  "hides-in-a-name by a line break": writes("a\nb.txt"),
  "hides-in-a-name by a C1 control": writes("a\u009bb.txt"),
  "hides-in-a-name by tag characters": writes("a\u{e0041}.txt"),
  "hides-in-a-name by a trailing dot": writes("a.txt."),
  "hides-in-a-name by a trailing blank": writes("a.txt "),
  "hides-in-a-name in escaped spelling": writes("a\\x1b.txt"),
  "hides-in-a-name by decomposition": writes("cafe\u0301.txt"),
  "doubles-a-name by composition": writes("caf\u00e9.txt", ({ out }) =>
    writeFileSync(join(out, "cafe\u0301.txt"), "old"),
  ),
  "takes-home-for-a-folder": writes("~/.bashrc"),
  "writes-to-a-readable-folder": {
    prepare: ({ files, outside }) => files.addReadable(outside),
    attempt: ({ files, outside }) => files.writeFile(`${outside}/secret.txt`, "EVIL"),
  },
  "leaves-a-readable-folder by dotdot": {
    prepare: ({ files, out }) => files.addReadable(`${out}-evil`),
    attempt: ({ files, out }) => files.readFile(`${out}-evil/../outside/secret.txt`),
  },
  "leaves-a-readable-folder by symlink": {
    prepare({ files, out, secret }) {
      symlinkSync(secret, `${out}-evil/link`);
      files.addReadable(`${out}-evil`);
    },
    attempt: ({ files, out }) => files.readFile(`${out}-evil/link`),
  },
  "leaves-by-pattern": { attempt: ({ files }) => files.listFiles(".", "../**") },
  "leaves-by-absolute-pattern": { attempt: ({ files }) => files.searchFiles("SECRET", ".", "/**") },
};

/** What came of one attempt: the refusal's words. Throws when it was not refused, or left a trace outside. */
export async function tryAttack(name: string): Promise<string> {
  const attack = attacks[name];
  if (!attack) throw new Error(`no attack ${name}`);
  const base = mkdtempSync(join(tmpdir(), "skillet-attack-"));
  try {
    const out = join(base, "sandbox");
    const outside = join(base, "outside");
    for (const folder of [out, outside, `${out}-evil`]) mkdirSync(folder);
    const secret = join(outside, "secret.txt");
    for (const path of [secret, join(base, "secret.txt"), `${out}-evil/secret.txt`])
      writeFileSync(path, "SECRET");
    const files = openFiles({ out });
    const scene: Scene = { out, outside, secret, files };
    await attack.prepare?.(scene);
    const before = snapshot(base);
    const refusal = await attack.attempt(scene).then(
      (result) => {
        throw new Error(`${name} was let through: ${JSON.stringify(result)}`);
      },
      (thrown: unknown) => {
        if (thrown instanceof ToolProblem) return thrown.message;
        throw thrown;
      },
    );
    files.close();
    if (refusal.includes("SECRET")) throw new Error(`${name} told the secret: ${refusal}`);
    if (snapshot(base) !== before) throw new Error(`${name} changed something`);
    if (readFileSync(secret, "utf8") !== "SECRET") throw new Error(`${name} changed the secret`);
    return refusal;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Every path with kind, size and links; what was refused may have changed none of it. */
function snapshot(base: string): string {
  return execFileSync("find", [base, "-printf", "%P %y %s %n %m\n"], { encoding: "utf8" });
}

if (import.meta.main) {
  const results: Record<string, string> = {};
  for (const name of Object.keys(attacks))
    results[name] = await tryAttack(name).catch((thrown: unknown) => `FAILED: ${thrown}`);
  process.stdout.write(JSON.stringify({ user: process.getuid?.(), results }));
}
