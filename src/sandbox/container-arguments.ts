/** The arguments for docker and podman: one container for a session's network, one for each command. Pure. */

export interface ContainerOptions {
  engine: "docker" | "podman";
  image: string;
  out: string;
  cwd: string;
  readable: readonly string[];
  protect: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** Names the containers; letters, digits and hyphens. */
  session: string;
  command: string;
  commandId: string;
  /** Of the user, so that files belong to him: `uid:gid`. */
  user: string;
  processes: number;
  memoryBytes: number;
  scratchBytes: number;
}

/** Holds the network: loopback and nothing else, shared by the containers of the session. */
export function sessionContainer({ image, session }: ContainerOptions): string[] {
  return [
    ...["run", "--detach", "--rm", "--name", `skillet-${session}`, "--network", "none"],
    ...["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
    ...[image, "sleep", "infinity"],
  ];
}

/** Killing the client does not end the container: `docker kill skillet-SESSION-ID` does. */
export function commandContainer(options: ContainerOptions): string[] {
  const { engine, image, out, readable, protect, environment, session, commandId } = options;
  const mount = (path: string, mode: "rw" | "ro") => {
    // Commas part the fields of --mount; there is no way to write one in a path.
    if (path.includes(",")) throw new Error(`A path with a comma cannot be mounted: ${path}`);
    const readonly = mode === "ro" ? ",readonly" : "";
    return ["--mount", `type=bind,source=${path},target=${path}${readonly}`];
  };
  return [
    ...["run", "--rm", "--init", "--name", `skillet-${session}-${commandId}`],
    ...["--network", `container:skillet-${session}`, "--read-only"],
    ...["--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
    ...(engine === "podman" ? ["--userns", "keep-id"] : []),
    ...["--user", options.user, "--pids-limit", String(options.processes)],
    ...["--memory", String(options.memoryBytes), "--ulimit", "core=0"],
    ...["--tmpfs", `/tmp:rw,nosuid,nodev,size=${options.scratchBytes}`],
    ...["--tmpfs", `/home/skillet:rw,nosuid,nodev,size=${options.scratchBytes}`],
    ...mount(out, "rw"),
    ...protect.flatMap((path) => mount(path, "ro")),
    ...readable.flatMap((path) => mount(path, "ro")),
    ...Object.entries(environment).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
    ...["--workdir", options.cwd, image, "/bin/sh", "-c", options.command],
  ];
}
