/** Events that are told as a line of their own, whatever went on before. */

import type { Event } from "../core/events.ts";
import { oneLine } from "./one-line.ts";
import type { Styles } from "./style.ts";

/** Empty: the event is not told this way. */
export function factLines(event: Event, styles: Styles): string[] {
  switch (event.type) {
    case "check": {
      const name = oneLine(event.name);
      if (event.ok) return [`  ${styles.good("ok")}    ${name}`];
      const why = `expected ${oneLine(event.expected)}, got ${oneLine(event.actual)}`;
      return [`  ${styles.bad("FAIL")}  ${name}  ${why}`];
    }
    case "finding": {
      const { severity, path, line, message, cwe, waived } = event;
      const where = `${oneLine(path)}:${line}`;
      const told = `  ${severity.padEnd(6)}  ${where}  ${oneLine(message)}  ${oneLine(cwe)}`;
      return [waived === undefined ? told : `${told}  waived: ${oneLine(waived)}`];
    }
    case "lane_change":
      return [`· lane ${oneLine(event.from)} → ${oneLine(event.to)}: ${oneLine(event.reason)}`];
    case "compaction":
      return [`· older messages summed up: ${oneLine(event.reason)}`];
    case "notice":
      return [styles.dim(`· ${oneLine(event.text)}`)];
    case "error": {
      const told = styles.bad(`error: ${oneLine(event.message)}`);
      return event.hint ? [told, `  ${oneLine(event.hint)}`] : [told];
    }
    default:
      return [];
  }
}
