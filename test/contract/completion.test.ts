/** `skillet completion`, by sourcing its script in the shells that are there and pressing Tab, as it were. */

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { InTerminal } from "../support/in-terminal.ts";
import { newHome, skillet } from "../support/skillet.ts";

const cli = process.env.SKILLET_TEST_CLI ?? new URL("../../src/cli.ts", import.meta.url).pathname;
const has = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** With a `skillet` on PATH. */
function home() {
  const folder = newHome();
  mkdirSync(join(folder, "bin"));
  const program = join(folder, "bin/skillet");
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, "work/notes.txt"), "");
  return folder;
}

function shell(name: string, script: string, folder: string) {
  const { stdout, stderr } = spawnSync(name, ["-c", script], {
    cwd: join(folder, "work"),
    env: { PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, LANG: "C.UTF-8" },
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

/** bash takes a word apart at `=` and `:`, so the words are given as it gives them. */
function inBash(words: readonly string[], folder: string) {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return shell(
    "bash",
    `source <(skillet completion bash)
     COMP_WORDS=(skillet ${quoted}); COMP_CWORD=${words.length}
     complete -p skillet >/dev/null || exit 1
     _skillet; printf '%s\\n' "\${COMPREPLY[@]}"`,
    folder,
  );
}

test("bash: commands, actions, flags, choices and settings are completed", () => {
  const folder = home();
  expect(inBash(["sess"], folder)).toEqual(["sessions"]);
  expect(inBash(["sessions", ""], folder)).toContain("export");
  expect(inBash(["--lan"], folder)).toEqual(["--lane", "--lang"]);
  expect(inBash(["--lane", "=", "na"], folder)).toEqual(["native"]);
  expect(inBash(["undo", "--la"], folder)).toEqual(["--lang"]);
  expect(inBash(["sessions", "list", "--lang", "j"], folder)).toEqual(["ja"]);
  expect(inBash(["skills", "show", "fla"], folder)).toEqual(["flask-app"]);
  expect(inBash(["config", "set", "verify", "req"], folder)).toEqual(["required"]);
  // Nothing of our own: readline goes on with file names.
  expect(inBash(["--add-dir", "no"], folder)).toEqual([]);
});

test("bash: a session's id and name are completed, and no name can run anything", async () => {
  const folder = home();
  const script = [{ text: "Hi." }];
  const run = await skillet(["-p", "hello", "--output-format", "json"], { home: folder, script });
  const { sessionId } = JSON.parse(run.stdout);
  expect(inBash(["--resume", ""], folder)).toContain(sessionId);
  expect(inBash(["sessions", "show", sessionId.slice(0, 4)], folder)).toEqual([sessionId]);
  const [log = ""] = globSync(`${folder}/.local/state/skillet/sessions/*/${sessionId}.jsonl`);
  const fact = { seq: 99, at: "2026-01-01T00:00:00.000Z", type: "session_name" };
  appendFileSync(log, `${JSON.stringify({ ...fact, name: "$(touch pwned) 'x" })}\n`);
  expect(inBash(["--resume", "$"], folder)).toEqual(["\\$\\(touch\\ pwned\\)\\ \\'x"]);
  expect(existsSync(join(folder, "work/pwned"))).toBe(false);
});

test("an unknown or missing shell is bad input", async () => {
  for (const args of [["completion"], ["completion", "tcsh"]]) {
    const { code, stderr } = await skillet(args, { noEndpoint: true });
    expect(code).toBe(42);
    expect(stderr).toContain("bash, zsh, fish");
  }
});

test("a shell that asks in a folder with broken settings is told nothing, and no error is shown", async () => {
  const folder = home();
  mkdirSync(join(folder, ".config/skillet"), { recursive: true });
  writeFileSync(join(folder, ".config/skillet/settings.json"), "{");
  expect(inBash(["sess"], folder)).toEqual([]);
});

test.runIf(has("zsh"))("zsh: the script is read, and the function answers", () => {
  const script = `compdef() { :; }; source <(skillet completion zsh)
    _describe() { print -l -- "\${(@P)4}"; }; _files() { print :files }
    words=(skillet sess); CURRENT=2; PREFIX=sess; _skillet`;
  expect(shell("zsh", script, home())).toEqual([expect.stringMatching(/^sessions:/)]);
});

test.runIf(has("zsh"))("zsh: a word that needs no explanation stands alone", () => {
  const script = `compdef() { :; }; source <(skillet completion zsh)
    _describe() { print -l -- "\${(@P)4}"; }; _files() { print :files }
    words=(skillet sessions ""); CURRENT=3; PREFIX=; _skillet`;
  expect(shell("zsh", script, home())).toEqual(["list", "show", "export", "rm"]);
});

test.runIf(has("fish"))("fish: the script is read, and completes", () => {
  const script = 'skillet completion fish | source; complete -C "skillet sess"';
  expect(shell("fish", script, home())).toEqual([expect.stringMatching(/^sessions\t/)]);
});

/** What is typed before Tab, and the name of a session that it begins. */
const awkwardNames = [
  ["ba", "back\\slash one"],
  ["dou", "double\\\\back"],
  ["en", "end\\"],
  ["\\\\", "\\:both"],
  ["co", "col:on two"],
  ["col\\:", "col:on two"],
  ["quo", `quo'te "three"`],
  ["x\\$", "x$(touch pwned)"],
  ["\\`", "`touch pwned`"],
  ["a", "a;touch pwned"],
  ["per", "per%cent %F{red}"],
] as const;

/** Starts each shell as a person has it: its own settings, and the script read in them. */
const shells = {
  bash: {
    args: ["--noprofile", "-i"],
    settings: ".bashrc",
    read: "source <(skillet completion bash)",
  },
  zsh: {
    args: ["-i"],
    settings: ".zshrc",
    read: "autoload -Uz compinit; compinit -u -D; source <(skillet completion zsh)",
  },
  fish: {
    args: ["-i"],
    settings: ".config/fish/config.fish",
    read: "skillet completion fish | source",
  },
} as const;

test.each(Object.entries(shells).filter(([name]) => has(name)))(
  "%s: Tab puts in the whole name of a session, whatever it is made of, and Enter gives just that to the command",
  async (name, { args, settings, read }) => {
    const folder = home();
    const script = [{ text: "Hi." }];
    const run = await skillet(["-p", "hello", "--output-format", "json"], { home: folder, script });
    const [log = ""] = globSync(`${folder}/.local/state/skillet/sessions/*/*.jsonl`);
    const id = JSON.parse(run.stdout).sessionId;
    const names = [...new Set(awkwardNames.map(([, called]) => called))];
    for (const [index, called] of names.entries()) {
      const other = id.replace(/.{3}$/, String(100 + index));
      const named = { seq: 99, at: "2026-01-01T00:00:00.000Z", type: "session_name", name: called };
      const text = readFileSync(log, "utf8").replaceAll(id, other);
      writeFileSync(log.replace(id, other), `${text}${JSON.stringify(named)}\n`);
    }
    const program = join(folder, "bin/skillet");
    const asked = '__complete|completion) exec "$0.real" "$@"';
    renameSync(program, `${program}.real`);
    writeFileSync(
      program,
      `#!/bin/sh\ncase "$1" in ${asked};; esac\nprintf '%s\\n' "$2" >> "$HOME/given"; echo given\n`,
    );
    chmodSync(program, 0o755);
    mkdirSync(dirname(join(folder, settings)), { recursive: true });
    writeFileSync(join(folder, settings), `${read}\necho rea''dy\n`);
    const terminal = new InTerminal(args, {
      program: name,
      cwd: join(folder, "work"),
      env: {
        PATH: `${folder}/bin:${process.env.PATH}`,
        HOME: folder,
        LANG: "C.UTF-8",
        TERM: "dumb",
      },
    });
    await terminal.see("ready");
    for (const [typed] of awkwardNames) {
      terminal.press(`skillet --resume ${typed}\t\r`);
      await terminal.see("given");
    }
    expect(readFileSync(join(folder, "given"), "utf8").split("\n").filter(Boolean)).toEqual(
      awkwardNames.map(([, called]) => called),
    );
    expect(existsSync(join(folder, "work/pwned"))).toBe(false);
  },
  60_000,
);
