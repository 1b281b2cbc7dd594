/** Hashes of skills. `node:crypto` is fetched when it is needed: imported, it costs some 4 ms of every start. */

/** In hex. Of text: of its UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return process.getBuiltinModule("node:crypto").hash("sha256", content);
}
