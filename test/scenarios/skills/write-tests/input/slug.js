/** A title as part of an address: small letters, digits, single hyphens, at most 40 signs. */
export function slug(title) {
  const words = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  if (!words) throw new RangeError("A title needs a letter or a digit.");
  return words.join("-").slice(0, 40).replace(/-$/, "");
}
