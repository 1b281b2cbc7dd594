/** Plays the journey of docs/journey.md with real keys in tmux and keeps its screens: docs/screens/LANG/*.txt and *.svg. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathWithFlask } from "../src/app/demo/python.ts";
import { demoPrompt, demoScript } from "../src/app/demo/script.ts";
import { useLanguage } from "../src/core/messages/language.ts";
import { counted, phrase } from "../src/core/messages/phrase.ts";
import { startScriptedServer } from "../src/model/scripted-server.ts";
import { pictureOf } from "./screens/picture.ts";
import { openTerminal, type Terminal } from "./screens/tmux.ts";

const columns = 100;
const rows = 46;
const cli = new URL("../src/cli.ts", import.meta.url).pathname;
const screens = new URL("../docs/screens/", import.meta.url).pathname;

/** As long as what it stands for, so that no line breaks elsewhere. */
const home = mkdtempSync(join(tmpdir(), "skillet-"));
const shownHome = "/home/user/projects";

function neutral(screen: string): string {
  return screen
    .replaceAll(home, shownHome)
    .replace(/127\.0\.0\.1:(?!5000)\d{5}/g, "127.0.0.1:40001")
    .replace(/\b20\d{6}-\d{6}-[0-9a-z]{7}/g, "20260102-030405-678abcd");
}

function keep(language: string, name: string, terminal: Terminal): void {
  const lines = neutral(terminal.screen()).split("\n");
  while (/^(?:\u001b\[[\d;]*m|\s)*$/.test(lines.at(-1) ?? "x")) lines.pop();
  const colored = lines.join("\n");
  const folder = join(screens, language);
  mkdirSync(folder, { recursive: true });
  const text = colored.replace(/\u001b\[[\d;]*m/g, "");
  writeFileSync(join(folder, `${name}.txt`), `${text}\n`);
  writeFileSync(
    join(folder, `${name}.svg`),
    pictureOf({ text: colored, columns, cursor: terminal.cursor(), language }),
  );
}

const changes = { en: "add pagination", ja: "ページ分割を追加して" } as const;

async function play(language: "en" | "ja"): Promise<void> {
  await useLanguage(language);
  const server = await startScriptedServer({ model: "scripted-model", ...demoScript() });
  const work = join(home, language);
  mkdirSync(work);
  const env = {
    HOME: home,
    PATH: `${programs}:${await pathWithFlask(process.env.PATH ?? "")}`,
    LANG: "C.UTF-8",
    PS1: "$ ",
    TERM: "xterm-256color",
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_MODEL: "scripted-model",
  };
  const terminal = openTerminal(
    `skillet-screens-${process.pid}`,
    ["bash", "--norc", "--noprofile", "-i"],
    [columns, rows],
    { cwd: work, env },
  );
  const shot = (name: string) => keep(language, name, terminal);
  const skillet = language === "en" ? "skillet" : `skillet --lang ${language}`;
  try {
    await terminal.until("$");
    terminal.line(skillet);
    await terminal.until("\n> ");
    terminal.line(demoPrompt());
    await terminal.until(phrase("answers> ").trim());
    shot("1-questions");
    terminal.keys("Enter");
    await terminal.until(phrase("PLAN?"));
    shot("2-plan");
    await build(language, terminal, shot);
    await terminal.until(phrase("run it"));
    shot("5-receipt");
    terminal.line(changes[language]);
    await terminal.until("PER_PAGE");
    shot("6-change");
    terminal.keys("y");
    if (language === "ja") {
      await terminal.until(phrase("RUN?"));
      terminal.keys("y");
    }
    await terminal.until("/undo c2");
    terminal.line("/undo");
    await terminal.until(`[n] ${phrase("no")}`);
    terminal.keys("y");
    await terminal.until("/redo");
    terminal.line("/approvals");
    await terminal.until(language === "en" ? "revoke N" : "(0");
    shot("7-undo");
    terminal.line("/exit");
    await terminal.until("skillet --resume");
    await terminal.until("\n$");
    terminal.line(`${skillet} -c`);
    await terminal.until(counted(2, "turn"));
    shot("8-back");
  } finally {
    terminal.close();
    await server.close();
  }
}

/** In one language as a whole, in the other step by step: then the files are one review. */
async function build(
  language: "en" | "ja",
  terminal: Terminal,
  shot: (name: string) => void,
): Promise<void> {
  if (language === "en") terminal.keys("b");
  else {
    terminal.keys("s");
    await terminal.until(phrase("REVIEW"));
    shot("3-review");
    terminal.keys("a");
    await terminal.until(phrase("RUN?"));
    terminal.keys("y");
  }
  await terminal.until("require_token()");
  shot("4-repair");
  terminal.keys("y");
  if (language === "en") return;
  await terminal.until(phrase("RUN?"));
  terminal.keys("y");
}

/** `skillet` as it is typed. */
const programs = join(home, "bin");
mkdirSync(programs);
const start = `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`;
writeFileSync(join(programs, "skillet"), start, { mode: 0o755 });

try {
  for (const language of ["en", "ja"] as const) await play(language);
} finally {
  // What ran in the terminal ends a moment after it.
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
