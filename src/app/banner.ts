/** The first and the last lines of a conversation: what it will and will not do, and how to go on. */

import { readdirSync } from "node:fs";
import { relative } from "node:path";
import type { Config } from "../config/load.ts";
import { display } from "../core/display.ts";
import type { Endpoint } from "./endpoint.ts";
import type { OpenSession } from "./open-session.ts";

export function banner(config: Config, endpoint: Endpoint, session: OpenSession): string[] {
  const { sandbox, out } = session;
  const skills = session.skills.shelf.list();
  const entries = readdirSync(out).length;
  const names = skills
    .slice(0, 6)
    .map(({ name }) => name)
    .join(", ");
  return [
    `skillet   ${display(endpoint.model)} @ ${new URL(endpoint.baseUrl).host}   mode ${config.approvalMode}`,
    `out       ${relative(config.cwd, out) || "."}   (${entries === 0 ? "empty" : `${entries} ${entries === 1 ? "entry" : "entries"}`}; nothing else can be changed)`,
    sandbox.confined
      ? `fence     ${sandbox.label}: ${sandbox.caveat ?? "no internet, one loopback network for this session"}`
      : "fence     NONE: commands run unconfined, each one is asked for",
    `skills    ${skills.length === 0 ? "none" : display(`${names}${skills.length > 6 ? ` and ${skills.length - 6} more` : ""}`)}`,
    ...session.resumed,
    "Type a request. Enter sends, Ctrl-C stops, /help.",
    "",
  ];
}

export function farewell(session: OpenSession): string[] {
  return [`Continue: skillet -c   or: skillet --resume ${session.id}`];
}
