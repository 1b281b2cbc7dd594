/** Where the conversation of an earlier session had come to, shown to whoever comes back to it. */

import type { Config } from "../config/load.ts";
import type { Console } from "../core/ports.ts";
import { lastTurn } from "../sinks/last-turn.ts";
import type { OpenSession } from "./open-session.ts";

export async function recall(
  { id, fact, entries }: OpenSession,
  { color, plain }: Config,
  console: Console,
): Promise<void> {
  const told = await lastTurn(entries, fact, {
    interactive: !plain,
    color,
    columns: console.columns,
    all: `skillet sessions show ${id}`,
  });
  if (told !== "") console.write(`${told}\n`);
}
