/** The client of docker or podman: asked for what is there, and its problems told with what helps. */

import { exitCodes, UserError } from "../core/errors.ts";
import type { Engine } from "./container-arguments.ts";

/** What is used when the user names no image: small, with bash and perl. */
export const defaultImage = "docker.io/library/debian:stable-slim";

export interface EngineClient {
  engine: Engine;
  /** Absolute. */
  program: string;
  env: Record<string, string>;
  /** Runs it to its end. Never rejects. */
  ask(args: readonly string[]): Promise<Answer>;
}

export interface Answer {
  ok: boolean;
  stdout: string;
  /** What it wrote to stderr, trimmed; with a reason of ours when it could not be run at all. */
  words: string;
}

/** An engine that does not answer in this time does not work, in ms. */
export const engineMs = 30_000;

/** Say where the engine is and who asks. No key of the user's is among them. */
const passed =
  /^(HOME|USER|LOGNAME|LANG|TMPDIR|XDG_\w+|DOCKER_\w+|CONTAINER_HOST|CONTAINERS_\w+|SSH_AUTH_SOCK|DBUS_SESSION_BUS_ADDRESS)$/;

export function engineClient(
  engine: Engine,
  program: string,
  variables: Readonly<Record<string, string | undefined>>,
): EngineClient {
  const own = (variables.PATH ?? "").split(":").filter((folder) => folder.startsWith("/"));
  const env: Record<string, string> = {
    PATH: [...new Set(["/usr/sbin", "/usr/bin", "/sbin", "/bin", ...own])].join(":"),
  };
  for (const [name, value] of Object.entries(variables))
    if (value !== undefined && passed.test(name)) env[name] = value;
  return {
    engine,
    program,
    env,
    ask(args) {
      const { execFile } = process.getBuiltinModule("node:child_process");
      return new Promise((resolve) => {
        const options = { env, cwd: "/", timeout: engineMs, maxBuffer: 4 * 1024 * 1024 };
        const child = execFile(program, [...args], options, (thrown, stdout, stderr) => {
          const late = thrown?.killed ? `${engine} did not answer within ${engineMs / 1000} s` : "";
          const words = stderr.trim() || late || thrown?.message || "";
          resolve({ ok: thrown === null, stdout: stdout.trim(), words: words.slice(-2000) });
        });
        child.stdin?.end();
      });
    },
  };
}

/** Whether the engine runs without root. Throws UserError (44): no daemon, no rights, no image. */
export async function checkEngine(client: EngineClient, image: string): Promise<boolean> {
  const { engine } = client;
  const format = engine === "docker" ? "{{json .SecurityOptions}}" : "{{.Host.Security.Rootless}}";
  const info = await client.ask(["info", "--format", format]);
  if (!info.ok) {
    // Without a daemon, docker's complaint here is about the format; what is wrong it says elsewhere.
    const version = await client.ask(["version", "--format", "{{.Server.Version}}"]);
    throw refusal(engine, (version.ok ? info : version).words || "it said nothing");
  }
  const found = await client.ask(["image", "inspect", "--format", "{{.Id}}", image]);
  if (!found.ok) {
    if (!/no such image|image not known|not found/i.test(found.words))
      throw refusal(engine, found.words);
    throw new UserError(`The image ${image} is not there, and none is fetched unasked.`, {
      hint: `Fetch it: ${engine} pull ${image}. Another one: --sandbox-image NAME, or "sandboxImage" in the user settings.`,
      exitCode: exitCodes.noSandbox,
    });
  }
  return engine === "docker" ? info.stdout.includes("name=rootless") : info.stdout === "true";
}

export function refusal(engine: Engine, words: string): UserError {
  return new UserError(`The fence cannot start: ${engine}: ${words}`, {
    hint: hintFor(engine, words),
    exitCode: exitCodes.noSandbox,
  });
}

/** The usual reasons and their cures. Keep in step with docs/sandbox.md. */
function hintFor(engine: Engine, words: string): string {
  if (
    /permission denied.*(sock|daemon|connect)|(sock|daemon|connect).*permission denied/i.test(words)
  )
    return engine === "docker"
      ? "You may not talk to the Docker daemon. Whoever may is as good as root; Docker without root or --sandbox podman needs no such right."
      : "You may not talk to podman's service: unset CONTAINER_HOST, or ask for the right to its socket.";
  if (
    /cannot connect|connection refused|is the docker daemon running|no such host|did not answer/i.test(
      words,
    )
  )
    return engine === "docker"
      ? "Start it: systemctl start docker, or open Docker Desktop."
      : "Start it: podman machine start, or unset CONTAINER_HOST.";
  if (/can't evaluate field SecurityOptions/.test(words))
    return "This docker is podman: use --sandbox podman.";
  if (/rlimit/i.test(words))
    return "A limit of this container or shell is lower than what the engine wants to set; raise it (ulimit -Hn) or set default_ulimits in containers.conf.";
  if (/cgroup/i.test(words))
    return "Limits need control groups that the engine may use: cgroup v2 for engines without root, or (podman) another runtime in containers.conf.";
  return "See docs/sandbox.md for what containers need; `skillet doctor` tries the fence.";
}

/** Throws UserError (44) for what could be taken for an option or is no name of an image. */
export function checkImage(image: string): void {
  if (/^[A-Za-z0-9][\w.:/@-]*$/.test(image)) return;
  throw new UserError(`Not the name of an image: ${image}`, {
    hint: `For example --sandbox-image ${defaultImage}.`,
    exitCode: exitCodes.noSandbox,
  });
}
