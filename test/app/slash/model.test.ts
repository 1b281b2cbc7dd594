/** `/model`: a name is looked up in what the endpoint lists before it is taken, and the list is shown where no name is given. */

import { expect, test } from "vitest";
import { writeFiles } from "../../support/folder-with.ts";
import { type OpenChat, openChat } from "../../support/open-chat.ts";
import { newHome } from "../../support/skillet.ts";
import { json, type WireAnswer, wireServer } from "../../support/wire-server.ts";

const names = ["qwen3-coder-plus", "qwen3-coder-flash", "gemma3:latest", "models/gemini-2.5-pro"];

/** A chat whose endpoint in use answers `GET /models` with this. */
async function chatWith(models: WireAnswer) {
  const server = await wireServer(listing(["qwen3-coder-plus"]), models);
  const home = newHome();
  const endpoints = { here: { baseUrl: server.baseUrl, model: "qwen3-coder-plus" } };
  writeFiles(home, { ".config/skillet/settings.json": JSON.stringify({ endpoints }) });
  const chat = await openChat({ home });
  expect(server.requests).toEqual([]);
  await chat.slash("/model here");
  server.requests.length = 0;
  return { chat, server };
}

const listing = (ids: readonly string[]) => json(200, { data: ids.map((id) => ({ id })) });
const modelOf = (chat: OpenChat) => chat.session().endpoint().model;

test("a name that is listed is taken without a word more", async () => {
  const { chat, server } = await chatWith(listing(names));
  expect(await chat.slash("/model qwen3-coder-flash")).toBe(
    `Now: qwen3-coder-flash @ ${server.baseUrl} (custom)\n`,
  );
  expect(server.requests.map(({ path }) => path)).toEqual(["/v1/models"]);
});

test.each([["gemma3"], ["gemini-2.5-pro"]])("%s is listed under its longer name", async (name) => {
  const { chat } = await chatWith(listing(names));
  expect(await chat.slash(`/model ${name}`)).toMatch(/^Now: [^\n]*\n$/);
  expect(modelOf(chat)).toBe(name);
});

test("one that is not listed is asked about, with the nearest names; no keeps the old one", async () => {
  const { chat } = await chatWith(listing(names));
  chat.typed.push("return", "n");
  const told = await chat.slash("/model qwen3-coder-plsu");
  expect(told).toContain("qwen3-coder-plsu is not among the 4 models that this endpoint lists.");
  expect(told).toContain("Near: qwen3-coder-plus, qwen3-coder-flash");
  expect(told).toContain("[n] keep qwen3-coder-plus");
  expect(told).toMatch(/\n {2}no\n$/);
  expect(modelOf(chat)).toBe("qwen3-coder-plus");
  expect(chat.typed).toEqual([]);
});

test("an endpoint may list less than it has: yes takes the name", async () => {
  const { chat } = await chatWith(listing(names));
  chat.typed.push("y");
  const told = await chat.slash("/model something-else");
  expect(told).not.toContain("Near:");
  expect(told).toMatch(/ {2}yes\nNow: something-else @ /);
  expect(modelOf(chat)).toBe("something-else");
});

test.each([
  ["lists none", json(200, { data: [] }), "it lists no models"],
  ["has no list", json(404, { error: { message: "no such route" } }), "no such route"],
  ["gives something else", json(200, "<html>hello</html>"), "cannot be read"],
])("an endpoint that %s: the name is taken, and told to be unchecked", async (_, answer, why) => {
  const { chat } = await chatWith(answer);
  const told = await chat.slash("/model anything");
  expect(told).toMatch(/^Now: anything @ [^\n]*\n[^\n]*\n$/);
  expect(told).toContain("The name was not checked");
  expect(told).toContain(why);
  expect(modelOf(chat)).toBe("anything");
});

test("an endpoint that does not answer holds nobody up for long", async () => {
  const { chat } = await chatWith({ headers: {}, closing: "hang" });
  expect(await chat.slash("/model anything")).toContain("The name was not checked");
  expect(modelOf(chat)).toBe("anything");
});

test("without a name: the one in use, and what the endpoint lists, bounded and safe to show", async () => {
  const many = Array.from({ length: 40 }, (_, at) => `m-${at}`);
  const { chat } = await chatWith(listing(["qwen3-coder-plus", "evil\u001b[2J", ...many]));
  const told = await chat.slash("/model");
  expect(told).toMatch(/^qwen3-coder-plus @ /);
  expect(told).toContain("/model here");
  expect(told).toContain("This endpoint lists 42 models:\n");
  expect(told).toContain("  * qwen3-coder-plus\n");
  expect(told).toContain("    m-17\n");
  expect(told).not.toContain("m-18\n");
  expect(told).toContain("22 more: skillet models\n");
  expect(told).not.toContain("\u001b");
});

test("without a name, at an endpoint that lists nothing or not the one in use", async () => {
  const other = await chatWith(listing(["one", "two"]));
  expect(await other.chat.slash("/model")).toContain(
    "This endpoint lists 2 models, and qwen3-coder-plus is not among them:\n",
  );
  const silent = await chatWith(json(500, { error: { message: "out of order" } }));
  expect(await silent.chat.slash("/model")).toMatch(
    / {2}This endpoint does not list its models: out of order \(500\)\n$/,
  );
});
