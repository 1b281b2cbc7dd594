import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type OpenChat, openChat } from "../../support/open-chat.ts";

const serve = (port: number) => `python3 -m http.server --bind 127.0.0.1 ${port}`;

async function serving(chat: OpenChat, ...ports: number[]): Promise<void> {
  const { sandbox } = chat.session();
  for (const port of ports) {
    await sandbox.start({ command: serve(port) });
    while (!(await sandbox.listening(port))) await sleep(10);
  }
}

test("/open takes the only port there is, and asks where there are several or none", async () => {
  const chat = await openChat();
  expect(await chat.slash("/open")).toBe("Nothing listens in the sandbox; /ps lists what runs.\n");
  expect(await chat.slash("/open board")).toBe("Which port? For example: /open 5000\n");
  await serving(chat, 5000);
  const opened = await chat.slash("/open");
  const [, url = ""] = /^Open (http:\/\/127\.0\.0\.1:\d+) in your browser/.exec(opened) ?? [];
  expect((await fetch(url)).status).toBe(200);
  expect(await chat.slash("/open 5001")).toContain("Nothing listens on port 5001");
  await serving(chat, 3000);
  expect(await chat.slash("/open")).toBe("Which port? For example: /open 3000  /open 5000\n");
});

test("/ps tells what runs, and on which ports, but not Skillet's own", async () => {
  const chat = await openChat();
  expect(await chat.slash("/ps")).toBe("Nothing runs.\n");
  await serving(chat, 5000);
  const { sandbox } = chat.session();
  // The way out, which listens in there as well.
  const stop = new AbortController().signal;
  for await (const _ of sandbox.run({ command: "true", hosts: ["a.example"] }, stop));
  expect(await chat.slash("/ps")).toBe(
    `p1  ${serve(5000)}\nports: 5000   /open PORT shows one to your browser\n`,
  );
});
