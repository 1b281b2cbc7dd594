/** What the demo's scripted model says, in the user's language: a vague request, questions, a skill, a plan, files, a failing check, its repair, the answer; then one change. */

import { phrase } from "../../core/messages/phrase.ts";
import type { Script, ScriptedTurn } from "../../model/scripted-server.ts";
import { appPy, gitignore, hole, mended, paged, readme } from "./board.ts";

export function demoPrompt(): string {
  return phrase("I want to build a simple BBS.");
}

function done(): string {
  return [
    phrase(
      "The board is built and was seen working: list, post, delete, newest first, posts in `posts.json`.",
    ),
    "",
    `- ${phrase("Start it with `python3 app.py` and open {1}.", "http://127.0.0.1:5000")}`,
    `- ${phrase("It listens on this machine only, the debugger is off, forms carry a token, text is escaped by the templates.")}`,
    `- ${phrase("**Not done:** no accounts, so anyone who can open the page may delete; no paging.")}`,
  ].join("\n");
}

function flaskMissing(): string {
  return [
    phrase(
      "The files are written, but nothing was proven: Flask is not installed here, so the program could not start.",
    ),
    "",
    phrase(
      "Install it (`apt install python3-flask`, or `python3 -m pip install flask` in an environment of its own) and run the demo again.",
    ),
  ].join("\n");
}

function questions() {
  const question = (asked: string, ...options: [string, ...string[]]) => ({
    question: asked,
    options,
    default: options[0],
  });
  return [
    question(
      phrase("Stack?"),
      phrase("Python + Flask, one file"),
      "Node + Express",
      phrase("static HTML + JS"),
    ),
    question(phrase("Features?"), phrase("list, post, delete"), phrase("list, post")),
    question(phrase("Where are posts kept?"), phrase("JSON file"), "SQLite"),
    question(phrase("Who may delete?"), phrase("anyone"), phrase("nobody")),
  ];
}

type Made = readonly [name: string, args: Record<string, unknown>];

function saying(text: string, ...calls: Made[]): ScriptedTurn {
  return { text, calls: calls.map(([name, args]) => ({ name, arguments: args })) };
}

function plan(): Made {
  return [
    "propose_plan",
    {
      files: ["app.py", "requirements.txt", "README.md", ".gitignore"],
      packages: ["flask>=3,<4"],
      ports: ["5000"],
      choices: [
        phrase("listens on 127.0.0.1 only, debugger off"),
        phrase("forms carry a token, text is escaped, sizes are limited"),
        phrase("anyone who can open the page may delete"),
      ],
    },
  ];
}

/** What the user may ask for when the board is there; this model knows one change, whatever is asked. */
function change(notVerified: ScriptedTurn): ScriptedTurn[] {
  return [
    saying(phrase("Ten posts a page, with links to newer and older ones. One file changes:"), [
      "write_file",
      { path: "app.py", content: paged },
    ]),
    {
      when: [{ contains: "Not run", turns: [{ text: phrase("Then it stays as it is.") }] }],
      otherwise: [
        saying(phrase("The same checks again:"), ["verify", {}]),
        {
          when: [{ contains: "FAIL", turns: [notVerified] }],
          otherwise: [{ text: phrase("Paging is in: ten posts a page, `/?page=2` and so on.") }],
        },
      ],
    },
  ];
}

/** The checks are the skill's own; where Flask is missing they fail, and the answer says so. */
export function demoScript(): Script {
  const notVerified: ScriptedTurn = {
    text: phrase(
      "The files are written, but the checks did not pass: do not rely on it before they do.",
    ),
  };
  const missing = phrase(
    "A post without the form's token is accepted. The token is made and sent, but never looked at when a post arrives.",
  );
  const repair: ScriptedTurn[] = [
    saying(missing, ["edit_file", { path: "app.py", oldText: hole, newText: mended }]),
    saying(phrase("The same checks again:"), ["verify", {}]),
    {
      when: [{ contains: "FAIL", turns: [notVerified] }],
      otherwise: [{ text: done() }, ...change(notVerified)],
    },
  ];
  const build: ScriptedTurn[] = [
    saying(
      phrase("All files in one go:"),
      ["write_file", { path: "app.py", content: appPy }],
      ["write_file", { path: "requirements.txt", content: "flask>=3,<4\n" }],
      ["write_file", { path: "README.md", content: readme }],
      ["write_file", { path: ".gitignore", content: gitignore }],
    ),
    saying(phrase("Now let it run and be looked at."), ["verify", {}]),
    {
      when: [
        { contains: "No module named", turns: [{ text: flaskMissing() }] },
        { contains: "FAIL", turns: repair },
      ],
      otherwise: [notVerified],
    },
  ];
  return {
    turns: [
      saying(phrase("Let me check a few things before I build."), [
        "ask_user",
        { questions: questions() },
      ]),
      saying(phrase("There is a procedure for this."), ["use_skill", { name: "flask-app" }]),
      saying(phrase("This is what I would build:"), plan()),
      {
        when: [{ contains: "Not run", turns: [{ text: refused() }] }],
        otherwise: build,
      },
    ],
    atEnd: {
      text: phrase(
        "That is all this scripted model knows. /undo takes the last change back, /receipt tells what was done, /exit leaves.",
      ),
    },
  };
}

function refused(): string {
  return phrase("Then nothing is built: this scripted model knows one plan only.");
}
