/** What somebody needs who is to find a fault: surroundings, how the model is driven, the last facts. Without keys. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/load.ts";
import type { Entry } from "../core/events.ts";
import { jsonPage } from "../core/json-line.ts";
import { redactor } from "../session/redact.ts";
import { tryFence } from "./commands/doctor/fence-trial.ts";
import { surroundings } from "./commands/doctor/surroundings.ts";
import { knownKeys } from "./endpoint.ts";
import { harnessJson, openHarness } from "./harness.ts";
import { processIo } from "./io.ts";
import type { OpenSession } from "./open-session.ts";
import { bundledSkills } from "./skills.ts";

/** The newest ones, and no more than fit: a report is sent by mail. */
const mostFacts = 200;
const mostBytes = 500_000;

export async function bugReport(
  session: OpenSession,
  config: Config,
  signal: AbortSignal,
): Promise<{ text: string; facts: number }> {
  const endpoint = session.endpoint();
  const facts = lastFacts(session.entries);
  const { report, diagnoses } = await tryFence(config, signal);
  const { approvalMode, lane, api, stream, thinking, sandbox } = config;
  const bundle = {
    version: versionOf(),
    node: process.versions.node,
    system: `${process.platform} ${process.arch}`,
    at: new Date().toISOString(),
    fence: report,
    diagnoses: [...diagnoses, ...(await surroundings(config, processIo([])))],
    settings: { approvalMode, lane, api, stream, thinking, sandbox },
    endpoint: { provider: endpoint.provider, baseUrl: endpoint.baseUrl, model: endpoint.model },
    harness: harnessJson(openHarness(config, endpoint).harness),
    session: session.fact,
    factsLeftOut: session.entries.length - facts.length,
    facts,
  };
  const clean = redactor(knownKeys(config, endpoint)).clean(bundle);
  // Whose home it is tells a name.
  const { home } = config.paths;
  const text = home.length > 3 ? jsonPage(clean).replaceAll(home, "~") : jsonPage(clean);
  return { text: `${text}\n`, facts: facts.length };
}

function lastFacts(entries: readonly Entry[]): Entry[] {
  const last: Entry[] = [];
  let bytes = 0;
  for (let index = entries.length - 1; index >= 0 && last.length < mostFacts; index--) {
    const entry = entries[index];
    if (!entry) break;
    bytes += JSON.stringify(entry).length;
    if (bytes > mostBytes) break;
    last.unshift(entry);
  }
  return last;
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(bundledSkills, "../package.json"), "utf8"));
  return String(version);
}
