/** Where the demo's program finds Flask. */

import { execFile } from "node:child_process";

/** The PATH on which `python3` has Flask: as it is, or with the system's folder first; as it is when neither has. */
export async function pathWithFlask(path: string): Promise<string> {
  const systemFirst = `/usr/bin:${path}`;
  for (const candidate of [path, systemFirst]) {
    if (await hasFlask(candidate)) return candidate;
  }
  return path;
}

function hasFlask(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { env: { PATH: path }, timeout: 10_000 };
    execFile("python3", ["-c", "import flask"], options, (error) => resolve(error === null));
  });
}
