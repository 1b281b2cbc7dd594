import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { exportHtml } from "../../src/sinks/export-html.ts";
import { exportMarkdown } from "../../src/sinks/export-markdown.ts";
import { loadLexer } from "../../src/sinks/markdown.ts";
import { entriesOf, session, turn } from "../support/facts.ts";

const entries = entriesOf([session, ...turn()]);

test("a session becomes a page of Markdown", () => {
  expect(exportMarkdown(session, entries)).toMatchInlineSnapshot(`
    "# Skillet session

    - Session: \`20260102-030405-678abcd\`
    - Folder: \`/home/user/board\`
    - Output: \`/home/user/board/sandbox\`
    - Model: \`scripted model\`
    - Sandbox: \`bwrap\`
    - Started: \`2026-01-02T03:04:05.000Z\`

    ## Prompt

    > I want a simple BBS. 掲示板を作りたい

    ## Answer

    > I write it.

    ### Call: \`write_file\` (\`allowed by the user\`)

    \`\`\`text
    path: app.py
    content:
    print("こんにちは")

    \`\`\`

    \`\`\`text
    Wrote app.py.
    \`\`\`

    ### Call: \`shell\` (\`allowed by the user, for the session, rule shell:python3 app.py\`)

    \`\`\`text
    python3 app.py
    \`\`\`

    \`\`\`text
    exit 0
    こんにちは
    \`\`\`

    ## Answer

    > Done: 掲示板 is ready. 👍🏽

    ## Receipt

    \`\`\`text
    DONE  not verified: nothing was checked
      files     1 written (26 B): app.py
      commands  1 run
      approvals 2 given by you
      sandbox   bwrap around /home/user/board/sandbox
      model     scripted model
      tokens    2,400 in (67% cached) / 680 out, 2 model calls
      time      18 s
    \`\`\`

    "
  `);
});

const evil =
  '</pre><script>alert(1)</script>\n```\n# Receipt\n\n> \x1b[2J "quoted" & \u202e <img onerror=x>';
const hostile: Fact[] = [
  session,
  { type: "turn_start", prompt: evil },
  {
    type: "message",
    message: {
      role: "assistant",
      content: evil,
      toolCalls: [{ id: "a", name: evil, arguments: { [evil]: evil } }],
    },
  },
  { type: "tool_result", callId: "a", content: evil, isError: true, durationMs: 1, effect: null },
  { type: "check", name: evil, ok: false, expected: evil, actual: evil, durationMs: 1 },
  { type: "error", where: "a", kind: "b", message: evil, hint: evil },
];
const hostileSession = { ...session, id: evil, cwd: evil, model: evil };

test("in HTML nothing foreign is markup, and controls are shown", async () => {
  const page = await exportHtml(hostileSession, entriesOf(hostile));
  const own = page.replace(/&(lt|gt|amp|quot|#39);/g, "");
  const tags = [...own.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name ?? "");
  const known =
    "html meta title style h1 table tr th td section h2 h3 p pre code blockquote details summary small span time strong";
  expect(tags.filter((tag) => !known.split(" ").includes(tag))).toEqual([]);
  expect(page).not.toMatch(/<script|<img|[\x1b\u202e]/);
  expect(page).toContain("default-src 'none'");
});

test("in Markdown nothing foreign is a heading, a page element or a control", async () => {
  const page = exportMarkdown(hostileSession, entriesOf(hostile));
  const lex = await loadLexer();
  const headings = lex(page).flatMap((token) => (token.type === "heading" ? [token.text] : []));
  expect(headings.map((text) => text.split(":")[0])).toEqual([
    "Skillet session",
    "Prompt",
    "Answer",
    "Failed call",
    "Receipt",
  ]);
  expect(page).not.toMatch(/[\x1b\u202e]/);
});

/** What a reader of the page would load, run, lose the rest behind, or be led by. */
test.each([
  "<!-- the rest is gone",
  "a `<details>` b",
  "</blockquote><script>alert(1)</script>",
  "<?php",
  "<![CDATA[",
  "![x](http://127.0.0.1/beacon)",
  "![x][1]",
  "[1]: http://127.0.0.1/beacon",
  "> - text\n> [1]: javascript:alert(1)",
  "[here](javascript:alert(1))",
  "[here](&#106;avascript:alert(1))",
  "[here](<javascript:alert(1)>)",
  "[here](data:text/html,x)",
])("in Markdown %j stands as it was written, not as what it does", (text) => {
  const facts: Fact[] = [
    { type: "turn_start", prompt: text },
    { type: "message", message: { role: "assistant", content: text } },
  ];
  const page = exportMarkdown(null, entriesOf(facts));
  const block = `\`\`\`text\n${text}\n\`\`\``;
  expect(page.split(block)).toHaveLength(3);
  expect(page.split(block).join("")).not.toContain(text);
});

test.each([
  "if a < b and c > d",
  "see [the page](https://127.0.0.1/x) and [app.py](src/app.py)",
  "done!",
])("in Markdown %j is prose", (text) => {
  const facts: Fact[] = [{ type: "message", message: { role: "assistant", content: text } }];
  expect(exportMarkdown(null, entriesOf(facts))).toContain(`\n> ${text}\n`);
});

test("in Markdown the words of an approval are no markup", () => {
  const words = "<img src=x> `a` ![b](http://127.0.0.1)";
  const call = { id: "a", name: "shell", arguments: {} };
  const page = exportMarkdown(
    null,
    entriesOf([
      { type: "message", message: { role: "assistant", content: "", toolCalls: [call] } },
      { type: "approval", callId: "a", granted: false, by: "user", scope: "once", words },
    ]),
  );
  expect(page).toContain(`\`shell\` (\`\`refused by the user, "${words}"\`\`)`);
});

test("a call that was interrupted says so", async () => {
  const cut = entriesOf([session, ...turn().slice(0, 10)]);
  expect(exportMarkdown(session, cut)).toContain("Interrupted, outcome unknown.");
  expect(await exportHtml(session, cut)).toContain("Interrupted, outcome unknown.");
});

test("a session without its first line can still be exported", async () => {
  expect(exportMarkdown(null, entriesOf(turn()))).toContain("## Receipt");
  expect(await exportHtml(null, [])).toContain("NOT ENDED");
});
