/**
 * Stands for docker and podman in tests: understands the arguments that Skillet gives them, and nothing else. A "container" is a
 * process of this machine that, as with the real ones, is no child of the client that asked for it.
 *
 * Called as `fake-engine.ts FOLDER ARGUMENTS...`. The folder holds one file per container, and files that make it fail:
 * `fails-CALL` (its text is said, exit 1; for `run` of a command it is `fails-run`) and `no-image`.
 */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Container {
  pid: number;
  label: string;
  /** The one whose processes it shares; "": none. */
  joined: string;
}

const [folder = "", call = "", ...rest] = process.argv.slice(2);
const fileOf = (name: string) => join(folder, `${name}.container`);
const containers = () =>
  readdirSync(folder).flatMap((file) => {
    if (!file.endsWith(".container")) return [];
    const name = file.slice(0, -".container".length);
    return [{ name, ...(JSON.parse(readFileSync(fileOf(name), "utf8")) as Container) }];
  });

function refuse(words: string, code = 1): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

/** Options that stand alone, and those with a value behind them. */
const alone = ["--rm", "--interactive", "--read-only", "--http-proxy=false"];
const valued = [
  ...["--name", "--network", "--pid", "--pull", "--label", "--log-driver", "--cap-drop", "--user"],
  ...["--security-opt", "--ulimit", "--userns", "--pids-limit", "--memory", "--mount", "--env"],
  "--workdir",
];

function parse(words: readonly string[]) {
  const options: [string, string][] = [];
  let place = 0;
  for (; words[place]?.startsWith("--"); place++) {
    const word = words[place] as string;
    if (alone.includes(word)) options.push([word, ""]);
    else if (valued.includes(word)) options.push([word, words[++place] ?? ""]);
    else refuse(`unknown flag: ${word}`, 125);
  }
  const all = (name: string) => options.flatMap(([key, value]) => (key === name ? [value] : []));
  return {
    all,
    one: (name: string) => all(name)[0] ?? "",
    image: words[place],
    command: words.slice(place + 1),
  };
}

function run(): void {
  const { all, one, image, command } = parse(rest);
  const name = one("--name");
  const joined = one("--pid").replace(/^container:/, "");
  const problem = join(folder, joined ? "fails-run" : "fails-session");
  if (existsSync(problem)) refuse(readFileSync(problem, "utf8"), 125);
  if (one("--pull") !== "never" || !image) refuse("would pull", 125);
  if (joined && !existsSync(fileOf(joined))) refuse(`No such container: ${joined}`, 125);
  for (const mount of all("--mount")) {
    const source = /(?:^|,)source=([^,]*)/.exec(mount)?.[1] ?? "";
    if (!existsSync(source)) refuse(`bind source path does not exist: ${source}`, 125);
  }
  const given = [joined, name, one("--label"), JSON.stringify(all("--env")), ...command];
  // A shell in between that ends at once, and a session of its own: whoever kills the client and its children does not find it.
  const detach = 'exec 3<&0; setsid "$@" <&3 3<&- &';
  spawnSync(
    "/bin/sh",
    ["-c", detach, "sh", process.execPath, import.meta.filename, folder, "supervise", ...given],
    {
      stdio: "inherit",
    },
  );
  const ended = join(folder, `${name}.ended`);
  const timer = setInterval(() => {
    if (!existsSync(ended)) return;
    clearInterval(timer);
    const code = Number(readFileSync(ended, "utf8"));
    rmSync(ended);
    process.exitCode = code;
  }, 10);
}

function supervise(): void {
  const [joined = "", name = "", label = "", environment = "[]", program = "", ...args] = rest;
  const variables = (JSON.parse(environment) as string[]).map((pair) => {
    const [key = "", ...value] = pair.split("=");
    return [key, value.join("=")];
  });
  const known = `until [ -e '${fileOf(name)}' ]; do sleep 0.01; done; exec "$@"`;
  const child = spawn("/bin/sh", ["-c", known, "sh", program, ...args], {
    stdio: "inherit",
    detached: true,
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", ...Object.fromEntries(variables) },
  });
  const container: Container = { pid: child.pid ?? 0, label, joined };
  writeFileSync(fileOf(name), JSON.stringify(container));
  child.once("exit", (code) => {
    for (const other of containers()) if (other.joined === name) kill(other.pid);
    rmSync(fileOf(name), { force: true });
    writeFileSync(join(folder, `${name}.part`), String(code ?? 137));
    renameSync(join(folder, `${name}.part`), join(folder, `${name}.ended`));
  });
}

function kill(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // gone already
  }
}

function remove(): void {
  for (const name of rest.filter((word) => !word.startsWith("--") && word !== "0")) {
    const found = containers().find((one) => one.name === name);
    if (!found && !rest.includes("--ignore")) refuse(`Error: No such container: ${name}`);
    if (found) kill(found.pid);
    // Its supervisor forgets it.
    while (existsSync(fileOf(name))) spawnSync("sleep", ["0.01"]);
  }
}

const failure = join(folder, `fails-${call}`);
if (call !== "run" && existsSync(failure)) refuse(readFileSync(failure, "utf8"));
switch (call) {
  case "info":
    process.stdout.write(
      rest.join(" ").includes("Security.Rootless") ? "false\n" : '["name=seccomp"]\n',
    );
    break;
  case "version":
    process.stdout.write("1.2.3\n");
    break;
  case "image":
    if (existsSync(join(folder, "no-image"))) refuse(`Error: No such image: ${rest.at(-1)}`);
    break;
  case "run":
    run();
    break;
  case "supervise":
    supervise();
    break;
  case "exec": {
    const words = rest.filter((word) => word !== "--interactive").slice(1);
    // Whether processes of commands are left: they would be among all the others of this machine.
    if (words.at(-1)?.includes("[ -O")) process.exit(existsSync(join(folder, "leaves")) ? 1 : 0);
    const { status } = spawnSync(words[0] ?? "", words.slice(1), { stdio: "inherit" });
    process.exitCode = status ?? 137;
    break;
  }
  case "inspect":
    process.stdout.write(`${containers().find(({ name }) => name === rest.at(-1))?.pid ?? 0}\n`);
    break;
  case "ps": {
    const label = rest.at(-1)?.replace(/^label=/, "");
    process.stdout.write(
      containers()
        .map((one) => (one.label === label ? `${one.name}\n` : ""))
        .join(""),
    );
    break;
  }
  case "container":
    if (rest.join(" ") !== "prune --force --filter label=skillet-session --filter until=10m")
      refuse(`would remove: ${rest.join(" ")}`);
    break;
  case "rm":
    remove();
    break;
  default:
    refuse(`unknown command: ${call}`);
}
