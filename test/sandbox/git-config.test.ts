/** Settings that start programs are known by not being known to be harmless. */

import { describe, expect, test } from "vitest";
import { cleanGitConfig, namedPaths } from "../../src/sandbox/git-config.ts";

const inTree = (path: string) => path === "../../../module";
const clean = (text: string) => cleanGitConfig(text, inTree);

const ordinary = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = false
\tlogallrefupdates = true
[remote "origin"]
\turl = https://git.example.org/a/b.git
\tfetch = +refs/heads/*:refs/remotes/origin/*
[branch "main"]
\tremote = origin
\tmerge = refs/heads/main
# a note
[user]
\tname = "A. Person"
\temail = a@example.org
[submodule "lib"]
\tactive = true
\turl = git@example.org:lib.git
\tupdate = rebase
`;

test("what git writes itself stays as it is", () => {
  expect(clean(ordinary)).toEqual({ text: ordinary, removed: [] });
  expect(clean("[core]\r\n\tbare = false\r\n").removed).toEqual([]);
  expect(clean("[core]\n\tworktree = ../../../module\n").removed).toEqual([]);
});

const starts = {
  "a file-system monitor": "[core]\n\tfsmonitor = ./evil.sh",
  "another folder of hooks": "[core]\n\thooksPath = hooks",
  "a pager": "[core]\n\tpager = sh -c evil",
  "an editor": '[core]\n\teditor = "evil"',
  "a command for ssh": "[core]\n\tsshCommand = evil",
  "a proxy program": "[core]\n\tgitProxy = evil",
  "a work tree elsewhere": "[core]\n\tworktree = /home/user",
  "letter case": "[CORE]\n\tFSMonitor = evil",
  "a dotted section": "[core.]\n\tfsmonitor = evil",
  "an alias": "[alias]\n\tst = !evil",
  "an alias without an exclamation mark": "[alias]\n\tst = rebase --exec evil",
  "a filter": '[filter "x"]\n\tclean = evil',
  "a diff driver": '[diff "x"]\n\tcommand = evil',
  "an external diff": "[diff]\n\texternal = evil",
  "a merge driver": '[merge "x"]\n\tdriver = evil',
  "a credential helper": "[credential]\n\thelper = !evil",
  "a credential helper for a host": '[credential "https://example.org"]\n\thelper = evil',
  "an included file": "[include]\n\tpath = ../evil",
  "a conditionally included file": '[includeIf "gitdir:~/"]\n\tpath = ../evil',
  "a signing program": "[gpg]\n\tprogram = evil",
  "a pager of one command": "[pager]\n\tstatus = evil",
  "a tool": '[difftool "x"]\n\tcmd = evil',
  "a remote helper for a branch": '[branch "main"]\n\tremote = ext::sh -c evil',
  "a remote helper for pushing a branch": '[branch "main"]\n\tpushRemote = ext::sh -c evil',
  "a remote helper for pushing": "[remote]\n\tpushDefault = ext::sh -c evil",
  "a remote helper by rewriting addresses": '[url "ext::sh -c evil "]\n\tinsteadOf = https://',
  "a remote helper for missing objects": "[extensions]\n\tpartialClone = ext::sh -c evil",
  "a remote that is called as a helper": '[remote "ext::sh -c evil"]\n\tfetch = x',
  "a remote helper": '[remote "origin"]\n\turl = ext::sh -c evil',
  "an upload program": '[remote "origin"]\n\tuploadpack = evil',
  "a transport that was forbidden": "[protocol]\n\tallow = always",
  "another address": '[url "ext::evil"]\n\tinsteadOf = https:',
  "an option for an address": '[remote "origin"]\n\turl = --upload-pack=evil',
  "a submodule's command": '[submodule "a"]\n\tupdate = !evil',
  "a header and a setting in one line": "[core] fsmonitor = evil",
  "a continued line": "[user]\n\tname = x \\\n[core]\n\tfsmonitor = evil",
  "a value in pieces": '[remote "origin"]\n\turl = "ext":":sh -c evil"',
  "an escape in a value": '[remote "origin"]\n\turl = "ext:\\072sh"',
  "a carriage return": "[user]\n\tname = x\r[core]\r\tfsmonitor = evil",
  "a byte-order mark": "\u00ef\u00bb\u00bf[core]\n\tfsmonitor = evil",
  "a setting before any section": "fsmonitor = evil",
  "a setting of later": "[trace2]\n\tevilTarget = evil",
};

describe("what may start a program is left out:", () => {
  test.each(Object.entries(starts))("%s", (_, text) => {
    const { text: kept, removed } = clean(text);
    expect(removed).not.toEqual([]);
    expect(kept.replace(/^\[.*\]$/gm, "")).not.toMatch(
      /evil|hooksPath|allow|worktree|--upload|ext/,
    );
    // What is left stays as it is.
    expect(clean(kept)).toEqual({ text: kept, removed: [] });
  });
});

test("the paths that a user's settings name are found", () => {
  const text =
    '[core]\n\thooksPath = .githooks\n[include] path = ../shared.conf\n[includeIf "onbranch:x"]\n\tPath = "/o/b"\n';
  expect(namedPaths(text)).toEqual({ hooks: [".githooks"], included: ["../shared.conf", "/o/b"] });
});
