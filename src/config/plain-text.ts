/** The user's own files, read: never one that could block or has no end. */

import { readFileSync, statSync } from "node:fs";

/** As `readFileSync`, also through a link (settings kept elsewhere); throws for what is no file: a pipe that nobody writes to, a device. */
export function plainText(path: string): string {
  if (!statSync(path).isFile()) throw new Error("it is no plain file");
  return readFileSync(path, "utf8");
}
