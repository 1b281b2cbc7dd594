/** `-m NAME` with a name that the endpoint does not know: the failure of the first request tells the names near it. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { newHome, startSkillet } from "../support/skillet.ts";

/** Knows no model; lists these, or nothing. Keeps the paths that were asked for. */
async function serverListing(ids: readonly string[] | null) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    paths.push(request.url ?? "");
    const lists = request.url === "/v1/models" && ids !== null;
    response.writeHead(lists ? 200 : 404, { "content-type": "application/json" });
    const error = { message: "The model does not exist", code: "model_not_found" };
    response.end(JSON.stringify(lists ? { data: ids.map((id) => ({ id })) } : { error }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { paths, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

async function job(baseUrl: string, ...more: string[]) {
  const args = ["-p", "hi", "--no-cap-cache", ...more];
  return startSkillet(args, { home: newHome(), baseUrl }).ended;
}

test("the names near it stand in the hint, and the list is asked for only then", async () => {
  const { paths, baseUrl } = await serverListing(["scripted-2", "elephant", "Scripted"]);
  const { code, stderr } = await job(baseUrl);
  expect(code).toBe(1);
  expect(stderr).toContain(`has no model "scripted": skillet models lists what it has. `);
  expect(stderr).toContain("Near it: Scripted, scripted-2.");
  expect(paths).toEqual(["/v1/chat/completions", "/v1/models"]);
});

test.each([
  ["nothing near", ["elephant"]],
  ["no list", null],
] as const)("with %s the failure is told as it came", async (_, ids) => {
  const { baseUrl } = await serverListing(ids);
  const { code, stderr } = await job(baseUrl);
  expect(code).toBe(1);
  expect(stderr).toContain("skillet models lists what it has.");
  expect(stderr).not.toContain("Near it");
});

test("in Japanese", async () => {
  const { baseUrl } = await serverListing(["scripted-2"]);
  expect((await job(baseUrl, "--lang", "ja")).stderr).toContain("近い名前: scripted-2。");
});
