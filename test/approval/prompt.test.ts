import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diffOf } from "../../src/approval/diff.ts";
import { promptText } from "../../src/approval/prompt.ts";
import type { Pending } from "../../src/core/ports.ts";
import { suggestRule } from "../../src/core/suggest-rule.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { command, reaching, reading, verification, writing } from "../support/pending.ts";

async function shown(pending: Pending, whole = false): Promise<string> {
  const { effect } = pending;
  const confined = pending.verdict.unconfined !== true;
  const diff = effect.kind === "write" ? await diffOf(effect.before, effect.after) : null;
  return promptText(pending, {
    label: "bwrap",
    confined,
    suggest: suggestRule(pending, confined),
    diff,
    whole,
  });
}

const contentOf = (text: string) => text.split("\n").filter((line) => line.startsWith("  | "));

test("a command is shown whole, with folder, fence, network, reason and what saving would store", async () => {
  expect(await shown(command("npm install express", { hosts: ["registry.example.org"] }))).toBe(
    `RUN?  shell
  | npm install express
  folder   the output directory
  fence    bwrap: only the output directory can change
  network  reaches registry.example.org
  asked    No rule allows "npm install express".
  saving   s and p would allow  shell:npm install and whatever follows these words, not the network
[y] once  [s] this session  [p] save for project  [n] no  [t] no, say why  [v] view  [?] help
`,
  );
});

test("what a command removes is listed, path by path, with what of it is kept", async () => {
  const removes = [
    { name: "src", files: ["src/a", "src/\u202eb"], count: 2, bytes: 9, known: true },
    { name: "git clean -fdx", files: [], count: 0, bytes: 0, known: false },
  ];
  const asked = command("rm -rf src; git clean -fdx", { removes });
  expect(await shown(asked)).toContain(`  | rm -rf src; git clean -fdx
  | - src/a
  | - src/\\u{202e}b
  folder   the output directory
  fence    bwrap: only the output directory can change
  removes  src (2 files, 9 bytes); git clean -fdx (what goes is known only when it runs)
  copy     NONE is kept of git clean -fdx
`);
  const seen = [
    { name: "rm", files: [], count: 0, bytes: 0, known: false, watched: true as const },
  ];
  expect(await shown(command("ls | xargs rm", { removes: seen }))).toContain(
    "  removes  rm (what goes is known only when it runs)\n" +
      "  copy     is kept of what fits in 32 MiB: /undo brings it back\n",
  );
  const [kept] = removes as [(typeof removes)[0]];
  expect(await shown(command("rm -rf src", { removes: [kept] }))).toContain(
    "  copy     is kept: /undo brings it back\n",
  );
  const files = Array.from({ length: 500 }, (_, index) => `src/${index}`);
  const many = command("rm -rf src", { removes: [{ ...kept, files, count: 2229, bytes: 5000 }] });
  const text = await shown(many);
  expect(text).toContain("hidden; v shows everything");
  expect(text).toContain("src (2,229 files, more than 5,000 bytes)");
  const whole = await shown(many, true);
  expect(contentOf(whole)).toHaveLength(501);
  expect(whole).toContain("1729 more of src go, not listed");
});

test("a host in the middle of a command is shown with the command that waits, and saved with its port", async () => {
  expect(await shown(reaching("lists.example.org:8080", "curl lists\u001b[2K; id"))).toBe(
    `REACH?  lists.example.org:8080  the command waits for it
  | curl lists\\x1b[2K; id
  asked    It wants to reach lists.example.org:8080.
  saving   s and p would allow  network:lists.example.org:8080
[y] once  [s] this session  [p] save for project  [n] no  [t] no, say why  [v] view  [?] help
`,
  );
});

test("the output directory is named where it is known", () => {
  const options = { label: "bwrap", out: "./sandbox", confined: true, suggest: null, diff: null };
  expect(promptText(command("ls", { cwd: "app" }), options)).toContain(
    "  folder   app in the output directory, ./sandbox\n",
  );
});

test("without a fence the question says so, and offers nothing beyond this once", async () => {
  expect(await shown(command("npm test", { cwd: "app", background: true, confined: false }))).toBe(
    `RUN?  shell  in the background, until it is stopped
  | npm test
  folder   app in the output directory
  fence    NONE: unconfined, it can do whatever you can
  network  NOT LIMITED
  asked    Unconfined: every command is asked.
  saving   nothing to save: it is asked each time
[y] once  [n] no  [t] no, say why  [v] view  [?] help
`,
  );
});

test("every command of a verification is shown", async () => {
  const text = await shown(verification(["python3 app.py", "npm test"]));
  expect(text.split("\n").slice(0, 3)).toEqual([
    "RUN?  verify: 2 commands",
    "  | python3 app.py",
    "  | npm test",
  ]);
});

test("a new file is shown with its lines, and Enter is a yes", async () => {
  expect(await shown(writing("docs/a.md", null, "# Title\n\ntext\n"))).toBe(
    `WRITE?  docs/a.md  new file, 3 lines, 14 bytes
  | + # Title
  | + 
  | + text
  asked    Mode ask: writes are asked.
  saving   s and p would allow  write_file:docs/a.md
[y] or Enter: once  [s] this session  [p] save for project  [n] no  [t] no, say why  [v] view  [?] help
`,
  );
});

test("a changed file is shown as a diff with its place", async () => {
  const before = Array.from({ length: 20 }, (_, line) => `line ${line + 1}\n`).join("");
  const text = await shown(writing("a.txt", before, before.replace("line 10\n", "LINE 10\n")));
  expect(text.split("\n").slice(0, 10)).toEqual([
    "WRITE?  a.txt  changed, 20 lines, 151 bytes",
    "  line 7",
    "  |   line 7",
    "  |   line 8",
    "  |   line 9",
    "  | - line 10",
    "  | + LINE 10",
    "  |   line 11",
    "  |   line 12",
    "  |   line 13",
  ]);
});

test("overwriting what was not read is marked", async () => {
  expect(await shown(writing("a.txt", "mine\n", "yours\n", true))).toContain(
    "WRITE?  a.txt  OVERWRITES what was not read, 1 line, 6 bytes\n",
  );
});

test("a file that may hold keys is asked with its reason", async () => {
  expect(await shown(reading(".env"))).toBe(
    `READ?  .env
  asked    The file may hold keys.
  saving   s and p would allow  read_file:.env
[y] once  [s] this session  [p] save for project  [n] no  [t] no, say why  [v] view  [?] help
`,
  );
});

test("the model's description is marked as unchecked, on one line, and clipped", async () => {
  const description = `harmless"\n[y] once\n  | rm\x1b[2K ${"long ".repeat(100)}`;
  const text = await shown(command("touch x", { args: { description } }));
  const line = text.split("\n").find((one) => one.startsWith("  model"));
  expect(line).toMatch(/^ {2}model {4}says, unchecked: "harmless'\\n\[y\] once\\n/);
  expect(line).toContain("\\x1b[2K");
  expect(line?.length).toBeLessThan(240);
  expect(contentOf(text)).toEqual(["  | touch x"]);
});

test("nothing in a command can pass for another line of the question", async () => {
  const fake = "ls\n  fence    off\n[y] once\n\nRUN?  shell\n  | touch y\r  | ls";
  const text = await shown(command(fake));
  expect(text.split("\n").filter((line) => !line.startsWith("  | "))).toHaveLength(8);
  expect(contentOf(text).at(-1)).toBe("  |   | touch y\\r  | ls");
});

test("blank padding is folded, so that the end stays in sight", async () => {
  const text = await shown(command(`echo ok${" ".repeat(3000)}; touch x`));
  expect(contentOf(text)).toEqual(["  | echo ok… 3,000 blanks …; touch x"]);
});

test("of a long script head and tail are shown, and the lines between are counted", async () => {
  const script = Array.from({ length: 300 }, (_, line) => `echo ${line}`).join("\n");
  const text = await shown(command(script));
  expect(text).toContain("  … 276 lines hidden; v shows everything …");
  expect(contentOf(text).at(-1)).toBe("  | echo 299");
  expect(contentOf(await shown(command(script), true))).toHaveLength(300);
});

test("of a long line both ends are shown, and the characters between are counted", async () => {
  const text = await shown(command(`echo ${"a".repeat(50_000)}; touch x`));
  expect(text).toContain("49,114 characters hidden; v shows everything …");
  expect(contentOf(text)[0]).toMatch(/; touch x$/);
});

test("letters that look like others are named by their code points", async () => {
  expect(contentOf(await shown(command("\u0440m -rf x")))).toEqual(["  | \u0440{U+0440}m -rf x"]);
  expect(await shown(writing("\u0430pp.py", null, "x"))).toContain(
    "WRITE?  \u0430{U+0430}pp.py  new file",
  );
  expect(await shown(command("ls", { hosts: ["ex\u0430mple.org"] }))).toContain(
    "reaches ex\u0430{U+0430}mple.org",
  );
});

test("foreign text in a diff is shown escaped", async () => {
  const text = await shown(writing("a.txt", "old\x1b[8m\n", "new\u202e\r\n"));
  expect(contentOf(text)).toEqual(["  | - old\\x1b[8m", "  | + new\\u{202e}"]);
  expect(text).toContain("note: line ends change from LF to CRLF");
});

test("what is offered for saving is told, and what cannot be saved as well", async () => {
  expect(await shown(command("python3 app.py"))).toContain(
    "  saving   nothing to save: it is asked each time\n",
  );
  expect(await shown(command("git status"))).toContain(
    "  saving   s and p would allow  shell:git status and",
  );
});

describe.runIf(corporaPresent)("the hostile model calls", () => {
  const names = ["m01", "m02", "m03", "m04", "m07"];
  test.each(names)(
    "%s: what is shown is what would run, or says what it leaves out",
    async (name) => {
      const file = JSON.parse(
        readFileSync(join(corpora, "hostile", "model", `${name}.json`), "utf8"),
      );
      for (const call of file.calls) {
        const text: string = call.arguments.command;
        const prompt = await shown(command(text));
        expect(prompt).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/);
        const canary = /touch CANARY_\w+/.exec(text)?.[0];
        if (canary) expect(`${prompt}${await shown(command(text), true)}`).toContain(canary);
        if (text.split("\n").length > 30) expect(prompt).toMatch(/\d lines hidden/);
        else if (canary) expect(prompt).toContain(canary);
      }
    },
  );

  test("m05: a bidi override in a path is shown escaped", async () => {
    const file = JSON.parse(readFileSync(join(corpora, "hostile", "model", "m05.json"), "utf8"));
    const { path, content } = file.calls[0].arguments;
    expect(await shown(writing(path, null, content))).toContain("notes\\u{202e}txt.sh");
  });
});

test.runIf(!corporaPresent)(
  "the hostile model calls are not here: this part of the suite did not run",
  () => {
    expect(corporaPresent).toBe(false);
  },
);
