/** Which files .gitignore names. A line that is not understood here names nothing. Pure. */

interface IgnoreRule {
  /** Of the file it stands in, with a slash at its end; "" is the output directory. */
  base: string;
  fits: RegExp;
  foldersOnly: boolean;
  /** `!`: what an earlier line names is not ignored after all. */
  negated: boolean;
}

/** More lines, or more stars in one, are written by nobody; they would only take time. */
const maxRules = 500;
const maxStars = 5;

/** `texts`: by the folder that each stands in, outer ones first. */
export function ignoredBy(
  texts: readonly { folder: string; text: string }[],
): (path: string, isFolder: boolean) => boolean {
  const rules = texts.flatMap(({ folder, text }) => rulesOf(folder, text)).slice(0, maxRules);
  const known = new Map<string, boolean>();

  function isIgnored(path: string, isFolder: boolean): boolean {
    const key = isFolder ? `${path}/` : path;
    let ignored = known.get(key);
    if (ignored !== undefined) return ignored;
    const slash = path.lastIndexOf("/");
    // Below a folder that is ignored nothing comes back.
    ignored = slash > 0 && isIgnored(path.slice(0, slash), true);
    if (!ignored) {
      const last = rules.findLast(
        ({ base, fits, foldersOnly }) =>
          path.startsWith(base) && (isFolder || !foldersOnly) && fits.test(path.slice(base.length)),
      );
      ignored = last !== undefined && !last.negated;
    }
    known.set(key, ignored);
    return ignored;
  }
  return isIgnored;
}

function rulesOf(folder: string, text: string): IgnoreRule[] {
  const base = folder === "." || folder === "" ? "" : `${folder}/`;
  return text.split(/\r?\n/).flatMap((line) => {
    const pattern = line.replace(/[ \t]+$/, "");
    if (pattern === "" || pattern.startsWith("#") || /[[\]\\]/.test(pattern)) return [];
    if (pattern.replaceAll("**", "*").split("*").length - 1 > maxStars) return [];
    const negated = pattern.startsWith("!");
    const body = pattern.slice(negated ? 1 : 0).replace(/\/$/, "");
    const foldersOnly = pattern.endsWith("/");
    return body === "" ? [] : [{ base, fits: expressionOf(body), foldersOnly, negated }];
  });
}

/** A slash within it binds it to the folder of its file; else it is a name at any depth. */
function expressionOf(body: string): RegExp {
  const bound = body.includes("/");
  const parts = body.replace(/^\//, "").split("/");
  const source = parts
    .map((part, at) => {
      const last = at === parts.length - 1;
      if (part === "**") return last ? ".*" : "(?:.*/)?";
      const name = part
        .replace(/[.+^${}()|]/g, "\\$&")
        .replace(/\*+/g, "[^/]*")
        .replaceAll("?", "[^/]");
      return last ? name : `${name}/`;
    })
    .join("");
  return new RegExp(`^${bound ? "" : "(?:.*/)?"}${source}$`, "su");
}
