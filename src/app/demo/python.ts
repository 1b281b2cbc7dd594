/** Which Python the demo's program runs on: the first on PATH that has Flask, else `python3`. */

import { execFile } from "node:child_process";

/** Plain `python3` when the one on PATH has Flask or when none has; the system's own when only that one has it. */
export async function pythonWithFlask(path: string): Promise<string> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    if (await imports(python, path)) return python;
  }
  return "python3";
}

function imports(python: string, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(python, ["-c", "import flask"], { env: { PATH: path }, timeout: 10_000 }, (error) =>
      resolve(error === null),
    );
  });
}
