/** What the demo's scripted model says: a vague request, questions, a skill, files, a failing check, its repair, the answer. */

import type { Script } from "../../model/scripted-server.ts";
import { appPy, gitignore, hole, mended, readme } from "./board.ts";

export const demoPrompt = "I want to build a simple BBS.";

const done = `The board is built and was seen working: list, post, delete, newest first, posts in \`posts.json\`.

- Start it with \`python3 app.py\` and open http://127.0.0.1:5000.
- It listens on this machine only, the debugger is off, forms carry a token, text is escaped by the templates.
- **Not done:** no accounts, so anyone who can open the page may delete; no paging.`;

const notVerified =
  "The files are written, but the checks did not pass: do not rely on it before they do.";

const flaskMissing = `The files are written, but nothing was proven: Flask is not installed here, so the program could not start.

Install it (\`apt install python3-flask\`, or \`python3 -m pip install flask\` in an environment of its own) and run the demo again.`;

/** The checks are the skill's own; where Flask is missing they fail, and the answer says so. */
export const demoScript: Script = {
  turns: [
    {
      text: "Let me check a few things before I build.",
      calls: [
        {
          name: "ask_user",
          arguments: {
            questions: [
              {
                question: "Stack?",
                options: ["Python + Flask, one file", "Node + Express", "static HTML + JS"],
                default: "Python + Flask, one file",
              },
              {
                question: "Features?",
                options: ["list, post, delete", "list, post"],
                default: "list, post, delete",
              },
              {
                question: "Where are posts kept?",
                options: ["JSON file", "SQLite"],
                default: "JSON file",
              },
              { question: "Who may delete?", options: ["anyone", "nobody"], default: "anyone" },
            ],
          },
        },
      ],
    },
    {
      text: "There is a procedure for this.",
      calls: [{ name: "use_skill", arguments: { name: "flask-app" } }],
    },
    {
      text: "All files in one go:",
      calls: [
        { name: "write_file", arguments: { path: "app.py", content: appPy } },
        { name: "write_file", arguments: { path: "requirements.txt", content: "flask>=3,<4\n" } },
        { name: "write_file", arguments: { path: "README.md", content: readme } },
        { name: "write_file", arguments: { path: ".gitignore", content: gitignore } },
      ],
    },
    {
      text: "Now let it run and be looked at.",
      calls: [{ name: "verify", arguments: {} }],
    },
    {
      when: [
        { contains: "No module named", turns: [{ text: flaskMissing }] },
        {
          contains: "FAIL",
          turns: [
            {
              text: "A post without the form's token is accepted. The token is made and sent, but never looked at when a post arrives.",
              calls: [
                {
                  name: "edit_file",
                  arguments: { path: "app.py", oldText: hole, newText: mended },
                },
              ],
            },
            { text: "The same checks again:", calls: [{ name: "verify", arguments: {} }] },
            {
              when: [{ contains: "FAIL", turns: [{ text: notVerified }] }],
              otherwise: [{ text: done }],
            },
          ],
        },
      ],
      otherwise: [{ text: notVerified }],
    },
  ],
};
