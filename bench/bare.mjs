// The floor: the smallest agent loop on node:http, without approvals, fence, log or screen. Same tools, same server.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const http = process.getBuiltinModule("node:http");
const [, , base, prompt] = process.argv;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const text = (name, ...properties) => ({
  type: "function",
  function: {
    name,
    description: name,
    parameters: {
      type: "object",
      properties: Object.fromEntries(properties.map((property) => [property, { type: "string" }])),
      required: properties,
    },
  },
});
const tools = [
  text("write_file", "path", "content"),
  text("read_file", "path"),
  text("shell", "command"),
];
const run = {
  write_file: ({ path, content }) => {
    writeFileSync(path, content);
    return "ok";
  },
  read_file: ({ path }) => readFileSync(path, "utf8"),
  shell: ({ command }) => {
    const { stdout, stderr } = spawnSync("/bin/sh", ["-c", command], { encoding: "utf8" });
    return stdout + stderr;
  },
};
const messages = [
  { role: "system", content: "Use the tools to do the job." },
  { role: "user", content: prompt },
];
const post = (body) =>
  new Promise((resolve, reject) => {
    const request = http.request(
      `${base}/chat/completions`,
      {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      },
      resolve,
    );
    request.on("error", reject);
    request.end(body);
  });
for (;;) {
  const response = await post(JSON.stringify({ model: "bench", messages, tools, stream: true }));
  let received = "";
  for await (const piece of response) received += piece;
  let answer = "";
  const calls = [];
  for (const line of received.split("\n")) {
    if (!line.startsWith("data: {")) continue;
    const delta = JSON.parse(line.slice(6)).choices[0]?.delta;
    answer += delta?.content ?? "";
    for (const call of delta?.tool_calls ?? []) calls.push(call);
  }
  messages.push({
    role: "assistant",
    content: answer,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  });
  if (calls.length === 0) break;
  for (const call of calls)
    messages.push({
      role: "tool",
      tool_call_id: call.id,
      content: run[call.function.name](JSON.parse(call.function.arguments)),
    });
}
agent.destroy();
