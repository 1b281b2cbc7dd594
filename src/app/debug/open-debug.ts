/** `--debug FILE`: what a run did and when, one JSON object per line, without any secret. */

import { type Event, isFact } from "../../core/events.ts";
import { jsonLine } from "../../core/json-line.ts";
import type { Sink } from "../../core/ports.ts";
import type { Transport } from "../../model/transport.ts";
import { redactor } from "../../session/redact.ts";
import { openDebugFile } from "./debug-file.ts";
import { watchSpawned } from "./spawned.ts";
import { watchedTransport } from "./traffic.ts";

export interface DebugLog {
  /** A reader of events: facts as they are, what streams as sums. */
  sink: Sink;
  through(transport: Transport): Transport;
  close(): void;
}

export interface DebugOptions {
  /** The output directory. */
  out: string;
  /** Values that must never be written. */
  secrets: readonly string[];
  /** What the first line tells besides. */
  about: object;
  notice: (line: string) => void;
}

/** Longer texts are clipped; whole they are in the session. */
const longestText = 2000;

/** Throws UserError (42) for a file that cannot be one. */
export function openDebug(path: string, options: DebugOptions): DebugLog {
  const { clean } = redactor(options.secrets);
  const file = openDebugFile(path, options.out, (why) =>
    options.notice(`The debug log ends here: ${why}.`),
  );
  const streamed = new Map<string, { events: number; characters: number }>();

  function tell(what: string, fields: object): void {
    const t = Math.round(performance.now() * 10) / 10;
    file.write(jsonLine(clipped(clean({ t, what, ...fields }))));
  }

  function tellStreamed(): void {
    for (const [type, sums] of streamed) tell("streamed", { type, ...sums });
    streamed.clear();
  }

  function sink(event: Event): void {
    if (isFact(event) || event.type === "notice" || event.type === "time_up") {
      tellStreamed();
      const { type, ...fields } = event;
      tell("event", { type, ...fields });
      return;
    }
    const sums = streamed.get(event.type) ?? { events: 0, characters: 0 };
    const characters = event.type === "call_delta" ? 0 : event.text.length;
    streamed.set(event.type, {
      events: sums.events + 1,
      characters: sums.characters + characters,
    });
  }

  const { version, platform, arch, argv, pid } = process;
  const head = { node: version, platform, arch, pid, argv: argv.slice(2) };
  file.write(
    jsonLine(
      clean({
        skillet: "debug log",
        version: 1,
        at: new Date().toISOString(),
        ...head,
        ...options.about,
      }),
    ),
  );
  const unwatch = watchSpawned(tell);
  return {
    sink,
    through: (transport) => watchedTransport(transport, tell),
    close() {
      tellStreamed();
      tell("end", {});
      unwatch();
      file.close();
    },
  };
}

function clipped(value: unknown): unknown {
  if (typeof value === "string") {
    const more = value.length - longestText;
    return more > 0 ? `${value.slice(0, longestText)}… ${more} more characters` : value;
  }
  if (Array.isArray(value)) return value.map(clipped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, clipped(member)]));
}
