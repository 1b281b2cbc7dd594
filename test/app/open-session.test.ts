import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openChat } from "../support/open-chat.ts";

const logsOf = (state: string) =>
  existsSync(join(state, "sessions"))
    ? readdirSync(join(state, "sessions"), { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".jsonl"),
      )
    : [];

test("closing a session again ends with the first, whether anything was said in it or not", async () => {
  const blank = await openChat();
  await Promise.all([blank.session().close(), blank.session().close()]);
  await blank.session().close();
  expect(logsOf(blank.config.paths.state)).toEqual([]);
  const used = await openChat();
  await used.turn("hi");
  await used.session().close();
  await used.session().close();
  expect(logsOf(used.config.paths.state)).toHaveLength(1);
});
