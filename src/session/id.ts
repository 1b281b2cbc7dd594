/** Names of sessions and of their folders; both end up in paths, so both are plain. */

/** `20260102-030405-678k3f9`: UTC time, so that ids sort by it, and four random characters. `random` gives 0 to below 1. */
export function newSessionId(now: number, random: () => number): string {
  const [date = "", time = ""] = new Date(now).toISOString().split("T");
  const digits = time.replace(/\D/g, "");
  const tail = Array.from({ length: 4 }, () => alphabet[Math.floor(random() * alphabet.length)]);
  return `${date.replaceAll("-", "")}-${digits.slice(0, 6)}-${digits.slice(6)}${tail.join("")}`;
}

/** Without the letters that are taken for digits. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Whether a text can be an id or the start of one; never a path. */
export function isSessionId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(text);
}

/** The folder that holds the sessions of a working directory: readable, and a hash so that two of one name stay apart. */
export function folderNameOf(cwd: string): string {
  const last = cwd.split(/[\\/]/).findLast((part) => part !== "") ?? "root";
  const plain = last.normalize("NFC").replace(/[^\p{L}\p{N}_-]+/gu, "-");
  const readable =
    [...plain]
      .slice(0, 32)
      .join("")
      .replace(/^-+|-+$/g, "") || "folder";
  return `${readable}-${hashOf(cwd)}`;
}

/**
 * 64 bits in 16 hex digits, by two multiplicative hashes. Not a secret and no proof: who looks for the sessions of a
 * directory compares the directory as well. (node:crypto would cost 4 ms of every start.)
 */
function hashOf(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
