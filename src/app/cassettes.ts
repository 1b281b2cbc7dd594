/** `--record` and `--replay`: what stands between the model and its network. */

import type { Config } from "../config/load.ts";
import { UserError } from "../core/errors.ts";
import { type Places, readCassette } from "../model/cassette.ts";
import { recordInto } from "../model/record.ts";
import { replayOf } from "../model/replay.ts";
import type { Transport } from "../model/transport.ts";
import { redactor } from "../session/redact.ts";
import { type Endpoint, knownKeys } from "./endpoint.ts";
import { bundledSkills } from "./skills.ts";

export interface OpenCassette {
  through(transport: Transport): Transport;
  close(): void;
}

/** null: neither was asked for. Throws UserError for a file that cannot be made or read. */
export function openCassette(config: Config, endpoint: Endpoint, out: string): OpenCassette | null {
  const { record, replay } = config;
  if (record !== null && replay !== null) {
    throw new UserError("--record and --replay do not go together.", {
      hint: "A replayed session has no traffic of its own.",
    });
  }
  const { clean } = redactor(knownKeys(config, endpoint));
  const places = placesOf({
    out,
    work: config.cwd,
    skills: bundledSkills,
    home: config.paths.home,
  });
  if (replay !== null) {
    const played = replayOf(replay, readCassette(replay).exchanges, { clean, places });
    return { through: () => played, close() {} };
  }
  if (record === null) return null;
  const { provider, baseUrl, model } = endpoint;
  const recorder = recordInto(
    record,
    { provider, baseUrl, model },
    { clean, places, now: () => performance.now() },
  );
  return { through: recorder.over, close: recorder.close };
}

/** Words that no program writes by itself. What is too short to be told from any other text stays. */
function placesOf(folders: Readonly<Record<string, string>>): Places {
  return Object.entries(folders)
    .filter(([, path]) => path.length > 3)
    .map(([word, path]) => [path, `«${word}»`] as const)
    .sort(([a], [b]) => b.length - a.length);
}
