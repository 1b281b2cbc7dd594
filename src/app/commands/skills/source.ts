/** What the user named as a source, read without touching it: a place on this machine, or a repository to be cloned. */

import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../../core/errors.ts";
import { line } from "./told.ts";

export type Source =
  | { kind: "folder" | "file" | "archive"; path: string }
  /** `folder`: of a repository on this machine; `host`: of one elsewhere. The other is null. */
  | { kind: "git"; url: string; ref: string | null; folder: string | null; host: string | null };

/** Throws UserError (42) for what is no source, or one that is not reached safely. */
export function readSource(text: string, cwd: string): Source {
  const refuse = (message: string, hint: string) => {
    throw new UserError(message, { hint });
  };
  if (text === "" || text.startsWith("-") || /[\0-\x1f\x7f]/.test(text)) {
    refuse(
      `"${line(text)}" is no source.`,
      "Name a folder, a file, an archive or https://HOST/REPOSITORY.",
    );
  }
  if (/^[A-Za-z][\w+.-]*::/.test(text)) {
    refuse(
      `"${line(text)}" would have git run a program.`,
      "Only https:// and places on this machine are read.",
    );
  }
  const isUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text);
  const path = resolve(cwd, text);
  if (!isUrl && existsSync(path)) return localSource(path, null);
  const isRemoteShell = /^([\w.-]+@)?[\w.-]+:[^/\\]/.test(text) || /^(ssh|git):/i.test(text);
  if (isRemoteShell) {
    refuse(
      `"${line(text)}" needs a connection that the sandbox does not have.`,
      "Use its https:// URL, or clone it yourself and install the folder.",
    );
  }
  if (!isUrl)
    refuse(
      `There is no ${line(path)}.`,
      "A repository elsewhere is named by its URL: https://HOST/REPOSITORY",
    );
  return urlSource(text);
}

/** A branch or tag stands behind `#`. */
function urlSource(text: string): Source {
  const url = URL.canParse(text) ? new URL(text) : null;
  const ref = url?.hash ? decodeURIComponent(url.hash.slice(1)) : null;
  if (ref !== null && !/^[\p{L}\p{N}_][\p{L}\p{N}_./+-]*$/u.test(ref)) {
    throw new UserError(`"${line(ref)}" is no branch or tag.`);
  }
  if (url) url.hash = "";
  if (url?.protocol === "file:" && url.host === "") {
    const path = fileURLToPath(url);
    if (!existsSync(path)) throw new UserError(`There is no ${line(path)}.`);
    return localSource(path, ref, true);
  }
  if (url?.protocol !== "https:") {
    throw new UserError(`"${line(text)}" cannot be reached safely.`, {
      hint: "Only https:// and places on this machine are read.",
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new UserError("The URL must not hold a name or a password.", {
      hint: "Clone it yourself and install the folder.",
    });
  }
  if (/\.(zip|skill|tar|tgz|tar\.gz)$/i.test(url.pathname)) {
    throw new UserError(`${line(url.href)} is an archive; only git repositories are fetched.`, {
      hint: "Download it yourself and install the file.",
    });
  }
  return { kind: "git", url: url.href, ref, folder: null, host: url.host };
}

/** A folder is taken as it stands; a bare repository, or one that is named by `file://`, as it was committed. */
function localSource(path: string, ref: string | null, named = false): Source {
  if (!statSync(path).isDirectory())
    return { kind: /\.md$/i.test(path) ? "file" : "archive", path };
  const isBare = ["HEAD", "objects", "refs"].every((name) => existsSync(join(path, name)));
  const isRepository = isBare || (named && existsSync(join(path, ".git")));
  if (!isRepository) return { kind: "folder", path };
  return { kind: "git", url: `file://${path}`, ref, folder: path, host: null };
}
