/** What the demo's scripted model says, in the user's language: a vague request, questions, a skill, files, a failing check, its repair, the answer. */

import { phrase } from "../../core/messages/phrase.ts";
import type { Script } from "../../model/scripted-server.ts";
import { appPy, gitignore, hole, mended, readme } from "./board.ts";

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

/** The checks are the skill's own; where Flask is missing they fail, and the answer says so. */
export function demoScript(): Script {
  const notVerified = phrase(
    "The files are written, but the checks did not pass: do not rely on it before they do.",
  );
  return {
    turns: [
      {
        text: phrase("Let me check a few things before I build."),
        calls: [{ name: "ask_user", arguments: { questions: questions() } }],
      },
      {
        text: phrase("There is a procedure for this."),
        calls: [{ name: "use_skill", arguments: { name: "flask-app" } }],
      },
      {
        text: phrase("All files in one go:"),
        calls: [
          { name: "write_file", arguments: { path: "app.py", content: appPy } },
          { name: "write_file", arguments: { path: "requirements.txt", content: "flask>=3,<4\n" } },
          { name: "write_file", arguments: { path: "README.md", content: readme } },
          { name: "write_file", arguments: { path: ".gitignore", content: gitignore } },
        ],
      },
      {
        text: phrase("Now let it run and be looked at."),
        calls: [{ name: "verify", arguments: {} }],
      },
      {
        when: [
          { contains: "No module named", turns: [{ text: flaskMissing() }] },
          {
            contains: "FAIL",
            turns: [
              {
                text: phrase(
                  "A post without the form's token is accepted. The token is made and sent, but never looked at when a post arrives.",
                ),
                calls: [
                  {
                    name: "edit_file",
                    arguments: { path: "app.py", oldText: hole, newText: mended },
                  },
                ],
              },
              {
                text: phrase("The same checks again:"),
                calls: [{ name: "verify", arguments: {} }],
              },
              {
                when: [{ contains: "FAIL", turns: [{ text: notVerified }] }],
                otherwise: [{ text: done() }],
              },
            ],
          },
        ],
        otherwise: [{ text: notVerified }],
      },
    ],
  };
}
