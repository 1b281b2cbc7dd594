/**
 * What a model call costs us: start to first request, 5 MB of text and a 1 MB argument in 20-byte deltas, 200 steps of
 * history; beside the SDK's own ways of reading a stream and a bare loop. `node bench/stream.ts [rounds]`
 */

import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { bundle } from "../scripts/bundle.ts";
import { lightSdk } from "../scripts/light-sdk.ts";
import type { Model } from "../src/core/ports.ts";
import type { Message, ModelReply } from "../src/core/types.ts";
import { native } from "../src/lanes/native.ts";
import { chatModel } from "../src/model/chat.ts";
import { nothingLearned } from "../src/model/learn.ts";
import { bodyWriter } from "../src/model/request-body.ts";
import { benchServer } from "./loopback-server.ts";
import { bare, benchHome, median, row, run } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 7);
const clock = { now: () => Date.now(), sleep: async () => {} };
const signal = new AbortController().signal;

await firstRequest();
await streams();
await history();

/** Exec to first request: our model path alone, bundled as it is shipped, with a warm compile cache. */
async function firstRequest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "skillet-transport-"));
  const entry = join(folder, "entry.ts");
  const source = new URL("../src/model/chat.ts", import.meta.url).pathname;
  writeFileSync(
    entry,
    `import { chatModel } from ${JSON.stringify(source)};
     const model = chatModel({ baseUrl: process.argv[2] ?? "", apiKey: "x", model: "bench", clock: { now: Date.now, sleep: async () => {} } });
     for await (const _ of model({ step: 1, lane: "native", system: "s", messages: [{ role: "user", content: "hi" }], tools: [] }, new AbortController().signal));`,
  );
  const programs: Record<string, string> = { bare };
  for (const [name, plugins] of [
    ["skillet", [lightSdk]],
    ["full web globals", []],
  ] as const) {
    const dir = join(folder, name.replaceAll(" ", "-"));
    await bundle({ input: { entry }, dir, pieces: "pieces", minify: true, plugins: [...plugins] });
    writeFileSync(join(dir, "package.json"), '{"type":"module"}');
    const launcher = join(dir, "launch.js");
    writeFileSync(
      launcher,
      `process.getBuiltinModule("node:module").enableCompileCache?.(${JSON.stringify(join(folder, "cache"))}); await import("./entry.js");`,
    );
    programs[name] = launcher;
  }
  const server = await benchServer([{ text: "Hello." }]);
  const { home, remove } = benchHome();
  const figures = new Map(
    Object.keys(programs).map((name) => [
      name,
      { first: [] as number[], wall: [] as number[], peak: [] as number[] },
    ]),
  );
  for (let round = -2; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      const ran = await run([program, server.baseUrl, "hi"], { cwd: home, home });
      const { arrivals } = server.take();
      const figure = figures.get(name);
      if (round < 0 || !figure) continue;
      figure.first.push((arrivals[0] ?? Number.NaN) - ran.started);
      figure.wall.push(ran.ended - ran.started);
      figure.peak.push(ran.peakMB);
    }
  }
  console.log(
    `one call, bundled and minified, compile cache warm, median of ${rounds}, interleaved\n`,
  );
  console.log(row("", "first ms", "wall ms", "peak MB"));
  for (const [name, { first, wall, peak }] of figures)
    console.log(row(name, median(first), median(wall), median(peak)));
  server.close();
  remove();
  rmSync(folder, { recursive: true });
}

/** Reading big replies, each reader in turn on the same server. */
async function streams(): Promise<void> {
  const server = fork(new URL("delta-server.ts", import.meta.url));
  const port = await new Promise<number>((resolve) =>
    server.once("message", (message) => resolve(Number(message))),
  );
  const baseUrl = `http://127.0.0.1:${port}`;
  const sdk = new OpenAI({ apiKey: "x", baseURL: baseUrl, maxRetries: 0 });
  const ask = (query: string) => ({
    path: `/chat/completions?${query}`,
    body: { model: "bench", messages: [], stream: true },
  });

  const readers: Record<string, (query: string) => Promise<number>> = {
    skillet: async (query) => {
      const reply = await ours(
        chatModel({ baseUrl: `${baseUrl}/x?${query}&y=`, model: "bench", clock }),
      );
      const decision = native.decode(reply, [], () => "id");
      return decision.kind === "act"
        ? JSON.stringify(decision.calls[0]?.arguments).length
        : reply.text.length;
    },
    "SDK raw response": async (query) => {
      const { path, body } = ask(query);
      const response = await sdk.post(path, { body }).asResponse();
      return (await response.text()).length;
    },
    "SDK chunk iterator": async (query) => {
      const { path, body } = ask(query);
      const stream = (await sdk.post(path, { body, stream: true })) as AsyncIterable<{
        choices: {
          delta: { content?: string; tool_calls?: { function: { arguments: string } }[] };
        }[];
      }>;
      const pieces: string[] = [];
      for await (const { choices } of stream) {
        const delta = choices[0]?.delta;
        pieces.push(delta?.content ?? delta?.tool_calls?.[0]?.function.arguments ?? "");
      }
      return pieces.join("").length;
    },
  };
  const jobs = {
    "5 MB text": "text=5000000",
    "1 MB call": "call=1000000",
    "100 KB call": "call=100000",
  };
  console.log(`\n20-byte deltas, ms, median of ${rounds}\n`);
  console.log(row("", ...Object.keys(jobs), "ratio"));
  for (const [name, read] of Object.entries(readers)) {
    const cells: number[] = [];
    for (const query of Object.values(jobs)) {
      const times: number[] = [];
      for (let round = -1; round < rounds; round++) {
        const started = performance.now();
        await read(query);
        if (round >= 0) times.push(performance.now() - started);
      }
      cells.push(median(times));
    }
    console.log(row(name, ...cells, (cells[1] ?? Number.NaN) / (cells[2] ?? Number.NaN)));
  }
  server.kill();
}

async function ours(model: Model): Promise<ModelReply> {
  const events = model({ step: 1, lane: "native", system: "s", messages: [], tools: [] }, signal);
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
  }
}

/** Writing the body of each of 200 steps, a 4 KB result more each time; the beginning must stay the same bytes. */
async function history(): Promise<void> {
  const writer = bodyWriter("bench");
  const messages: Message[] = [{ role: "user", content: "go" }];
  const times: number[] = [];
  const stringified: number[] = [];
  let before: Buffer = Buffer.alloc(0);
  let same = true;
  for (let step = 1; step <= 200; step++) {
    const call = { id: `call_${step}`, name: "read_file", arguments: { path: `f_${step}.txt` } };
    messages.push({ role: "assistant", content: "", toolCalls: [call] });
    messages.push({
      role: "tool",
      toolCallId: call.id,
      name: call.name,
      content: "line holds words\n".repeat(240),
    });
    let started = performance.now();
    const body = writer.write(
      { step, lane: "native", system: "s", messages, tools: [] },
      { model: "bench", stream: true },
      nothingLearned(),
    );
    times.push(performance.now() - started);
    same &&=
      before.length === 0 || body.subarray(0, before.length - 2).equals(before.subarray(0, -2));
    before = body;
    started = performance.now();
    Buffer.from(JSON.stringify(messages));
    stringified.push(performance.now() - started);
  }
  console.log(
    `\nbody of a step, ms (${(before.length / 1000).toFixed(0)} KB at the end; prefix ${same ? "identical" : "CHANGED"})\n`,
  );
  console.log(row("", "first 20", "last 20"));
  console.log(row("skillet", median(times.slice(0, 20)), median(times.slice(-20))));
  console.log(
    row("JSON.stringify of all", median(stringified.slice(0, 20)), median(stringified.slice(-20))),
  );
}
