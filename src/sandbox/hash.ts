/** Hashes and random names. `node:crypto` is fetched when it is needed: imported, it costs some 4 ms of every start. */

/** In hex. Of text: of its UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return process.getBuiltinModule("node:crypto").hash("sha256", content);
}

/** 72 random bits, fit for a file name. */
export function randomName(): string {
  return process.getBuiltinModule("node:crypto").randomBytes(9).toString("base64url");
}
