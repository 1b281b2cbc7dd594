/** Events that are told as a line of their own, whatever went on before. */

import { checkName, checkWords } from "../core/check-words.ts";
import type { Event } from "../core/events.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import { oneLine } from "./one-line.ts";
import type { Styles } from "./style.ts";

/** Empty: the event is not told this way. */
export function factLines(event: Event, styles: Styles): string[] {
  switch (event.type) {
    case "check": {
      const name = checkName(oneLine(event.name));
      if (event.ok) return [`  ${styles.good("ok")}    ${name}`];
      const [expected, actual] = [oneLine(event.expected), oneLine(event.actual)];
      const why = phrase("expected {1}, got {2}", checkWords(expected), checkWords(actual));
      return [`  ${styles.bad("FAIL")}  ${name}  ${why}`];
    }
    case "finding": {
      const { severity, path, line, message, cwe, waived } = event;
      const where = `${oneLine(path)}:${line}`;
      const told = `  ${severity.padEnd(6)}  ${where}  ${oneLine(message)}  ${oneLine(cwe)}`;
      return [waived === undefined ? told : `${told}  ${phrase("waived: {1}", oneLine(waived))}`];
    }
    case "lane_change": {
      const reason = translated(oneLine(event.reason));
      return [`· ${phrase("lane {1} → {2}: {3}", oneLine(event.from), oneLine(event.to), reason)}`];
    }
    case "compaction":
      return [`· ${phrase("older messages summed up: {1}", translated(oneLine(event.reason)))}`];
    case "notice":
      return [styles.dim(`· ${translated(oneLine(event.text))}`)];
    case "error": {
      const told = styles.bad(phrase("error: {1}", translated(oneLine(event.message))));
      return event.hint ? [told, `  ${translated(oneLine(event.hint))}`] : [told];
    }
    default:
      return [];
  }
}
