/** Whether a rule's pattern fits a path: exactly where it allows, in the widest reading where it denies or asks. */

/** `pattern` is a path, or a folder ending in `/`. */
export function coversPath(pattern: string, path: string): boolean {
  const kept = tidy(path);
  if (kept === null) return false;
  if (pattern.endsWith("/")) {
    const folder = tidy(pattern);
    return folder !== null && (folder === "" || kept.startsWith(`${folder}/`));
  }
  return tidy(pattern) === kept;
}

/** Letter case, Unicode form, dots and blanks at the end do not help to get by; a folder is meant with and without `/`. */
export function meansPath(pattern: string, path: string): boolean {
  const folder = foldedPath(pattern);
  const folded = foldedPath(path);
  if (folder === "") return true;
  if (folded === folder || folded.startsWith(`${folder}/`)) return true;
  // A bare name means the file wherever it stands: `deny read_file:.env`.
  return !folder.includes("/") && folded.split("/").includes(folder);
}

/** Version control and Skillet's own settings: what is written there runs later, outside the fence. */
export function isProtectedPath(path: string): boolean {
  return foldedPath(path)
    .split("/")
    .some((name) => /^\.(?:git|hg|svn|jj|skillet)$|^git~1$/.test(name));
}

/** What holds keys by its name, wherever it stands. */
const secretNames = [
  /^\.env(?:\..*)?~?$|^\.envrc$|^[^.].*\.env$|^\.dev\.vars$/,
  // Keys and certificates with their keys, of ssh, TLS, Java, Windows and KeePass.
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
  /^[^.].*\.(?:pem|key|p12|pfx|jks|keystore|ppk|kdbx)$/,
  // What programs sign in with.
  /^[._]netrc$|^\.(?:npmrc|pypirc|pgpass|my\.cnf|htpasswd|git-credentials|vault-token)$/,
  /^(?:\.?credentials|secrets?)(?:\.(?:json|toml|ya?ml|ini|csv|properties))?$/,
  /^service[-_]?account.*\.json$|^local\.settings\.json$|^kubeconfig$/,
  /^[^.].*\.tfvars(?:\.json)?$|^.*\.tfstate(?:\.backup)?$/,
];
/** Folders with nothing else in them. */
const secretFolders: ReadonlySet<string> = new Set([".ssh", ".aws", ".gnupg", ".kube"]);
const examples = /\.(?:example|sample|template|dist)$/;
/** Not of `.env`, where what stands last is the name of an environment. */
const namedExamples = /[._-](?:example|sample|template)\.[a-z]+$/;
const publicHalf = /\.pub$|^known_hosts$/;

/** Files that hold keys by habit; their examples do not. */
export function isSecretPath(path: string): boolean {
  const folders = foldedPath(path).split("/");
  const name = folders.pop() ?? "";
  if (examples.test(name)) return false;
  if (folders.at(-1) === ".docker" && name === "config.json") return true;
  if (folders.some((folder) => secretFolders.has(folder))) return !publicHalf.test(name);
  return (
    secretNames.some((names) => names.test(name)) &&
    (name.startsWith(".env") || !namedExamples.test(name))
  );
}

/** Whether an absolute path is that folder or lies in it, by the names alone: links are for whoever knows the disk. */
export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || isBelow(path, folder);
}

/** The same, without the folder itself. */
export function isBelow(path: string, folder: string): boolean {
  return path !== folder && path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** True for what leads out of the output directory when it is relative to it. */
export function leadsOutside(path: string): boolean {
  return path.startsWith("/") || tidy(path) === null;
}

/** Without `.`, `..` and doubled slashes; null: it climbs above its start. */
function tidy(path: string): string | null {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      if (names.pop() === undefined) return null;
    } else names.push(name);
  }
  const joined = names.join("/");
  return path.startsWith("/") ? `/${joined}` : joined;
}

/** As a forgiving file system may take it: letter case, Unicode form, unseen characters, dots and blanks at the end. */
export function foldedPath(path: string): string {
  return (tidy(path) ?? path)
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase()
    .split("/")
    .map((name) => name.replace(/:.*$/, "").replace(/[\s.]+$/, ""))
    .join("/");
}
