/** Which lines of a repository's configuration can start a program or lead git elsewhere, and the file without them. Pure. */

export interface CleanedConfig {
  /** The lines that are known to be harmless, as they were. */
  text: string;
  /** What was left out: `section.key = value`, or the line where it is no plain setting. */
  removed: string[];
}

/** Settings that are data only; whatever is not here is left out, for each version of git knows new ones. */
const harmless: Readonly<Record<string, RegExp>> = {
  core: /^(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol|safecrlf|quotepath|abbrev|compression|sparsecheckout|sparsecheckoutcone|longpaths|protecthfs|protectntfs|untrackedcache|worktree)$/,
  remote: /^(url|pushurl|fetch|push|mirror|prune|prunetags|tagopt|promisor|partialclonefilter)$/,
  branch:
    /^(remote|pushremote|merge|rebase|description|autosetupmerge|autosetuprebase|sort|vscode-merge-base)$/,
  user: /^(name|email|useconfigonly)$/,
  author: /^(name|email)$/,
  committer: /^(name|email)$/,
  init: /^defaultbranch$/,
  extensions:
    /^(objectformat|compatobjectformat|refstorage|partialclone|preciousobjects|noop|worktreeconfig|relativeworktrees)$/,
  submodule: /^(url|active|branch|ignore|shallow|fetchrecursesubmodules|recurse|update)$/,
  pull: /^(rebase|ff)$/,
  push: /^(default|autosetupremote|followtags)$/,
  fetch: /^(prune|prunetags|recursesubmodules)$/,
  merge: /^(ff|conflictstyle|log|renames)$/,
  rebase: /^(autosquash|autostash|updaterefs)$/,
  commit: /^(cleanup|verbose|status)$/,
  color: /^(ui|status|branch|diff)$/,
  advice: /^[a-z]+$/,
  gc: /^(auto|autodetach)$/,
  maintenance: /^(auto|strategy)$/,
};

/** Not `helper::address`, which runs git-remote-helper, and nothing that could be read as an option. */
const plainAddress = /^(?!-)(?!.*::)/;

/** Of some settings only these values. */
const harmlessValues: Readonly<Record<string, RegExp>> = {
  "remote.url": plainAddress,
  "remote.pushurl": plainAddress,
  "submodule.url": plainAddress,
  // A name that no remote bears is taken for an address.
  "branch.remote": plainAddress,
  "branch.pushremote": plainAddress,
  "extensions.partialclone": plainAddress,
  // `!command` runs it.
  "submodule.update": /^(checkout|rebase|merge|none)$/,
};

const header = /^\s*\[([A-Za-z0-9-]+)(?:\s+"((?:[^"\\]|\\["\\])*)")?\]\s*$/;
const setting = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*?)\s*)?$/;

/**
 * `workTree` judges the one path that a setting may name. Read in a narrower way than git does: a line that is not a plain
 * header or setting (continued, commented at its end, with a header before it) is left out, and so is all of a section whose
 * header was. What is kept is a plain line each, so git cannot read it in another way.
 */
export function cleanGitConfig(text: string, workTree: (path: string) => boolean): CleanedConfig {
  const kept: string[] = [];
  const removed: string[] = [];
  let section: string | null = null;
  for (const line of text.split("\n")) {
    const plain = line.replace(/\r$/, "");
    const control = /[^\P{Cc}\t]/u.test(plain);
    const opened = control ? null : headerOf(plain);
    if (/^\s*$/.test(plain) || (!control && /^\s*[#;]/.test(plain))) kept.push(line);
    else if (opened) {
      section = opened[1]?.toLowerCase() ?? null;
      kept.push(line);
    } else if (!control && section !== null && isHarmless(section, plain, workTree))
      kept.push(line);
    else {
      removed.push(`${section === null ? "" : `${section}.`}${plain.trim()}`);
      // A header that was not understood: what follows is not known to belong to the one before.
      if (plain.trimStart().startsWith("[")) section = null;
    }
  }
  return { text: kept.join("\n"), removed };
}

/** null: none, or one whose own name is an address, as git takes that of a remote without `url` for one. */
function headerOf(line: string): RegExpExecArray | null {
  const opened = header.exec(line);
  const isRemote = opened?.[1]?.toLowerCase() === "remote";
  return isRemote && !isPlainAddress(opened?.[2] ?? "") ? null : opened;
}

/** Of a remote, by its address. */
export function isPlainAddress(text: string): boolean {
  return plainAddress.test(text);
}

function isHarmless(section: string, line: string, workTree: (path: string) => boolean): boolean {
  const [, key = "", value = ""] = setting.exec(line) ?? [];
  const name = key.toLowerCase();
  if (name === "" || !harmless[section]?.test(name)) return false;
  if (value.endsWith("\\") || /[#;]/.test(value)) return false;
  const quoted = /^"([^"\\]*)"$/.exec(value)?.[1];
  const meant = quoted ?? value;
  // Anything that git would put together from pieces is not looked at further.
  if (/["\\]/.test(meant)) return false;
  const allowed = harmlessValues[`${section}.${name}`];
  if (allowed && !allowed.test(meant)) return false;
  return section !== "core" || name !== "worktree" || workTree(meant);
}

/** Values of `core.hooksPath`, `include.path` and `includeIf.*.path`, to be kept as they are for the user; found generously. */
export function namedPaths(text: string): { hooks: string[]; included: string[] } {
  const hooks: string[] = [];
  const included: string[] = [];
  let section = "";
  for (const line of text.split("\n")) {
    const opened = /^\s*\[([A-Za-z0-9-]+)[^\]]*\](.*)$/.exec(line);
    if (opened) section = opened[1]?.toLowerCase() ?? "";
    const [, key = "", value = ""] = setting.exec(opened ? (opened[2] ?? "") : line) ?? [];
    const path = value.replace(/^"(.*)"$/, "$1");
    if (path === "") continue;
    if (section === "core" && key.toLowerCase() === "hookspath") hooks.push(path);
    if (/^include(if)?$/.test(section) && key.toLowerCase() === "path") included.push(path);
  }
  return { hooks, included };
}
