/** A session by what people call it: its id, the start of its id, its name, or the start of its name. */

import { UserError } from "../core/errors.ts";
import { sessionName } from "../core/turns.ts";
import { countSession } from "./count.ts";
import { isSessionId } from "./id.ts";
import { listSessions } from "./store.ts";
import type { SessionSummary } from "./summary.ts";

/**
 * Whole ids and whole names win over starts; letters count alike, small or large, in names. Where several have a name,
 * the one of `cwd` is meant. Throws UserError when there is none, or more than one.
 */
export function findSession(state: string, words: string, cwd?: string): SessionSummary {
  const all = listSessions(state);
  const exact = all.find(({ id }) => id === words);
  if (exact) return exact;
  const starting = isSessionId(words) ? all.filter(({ id }) => id.startsWith(words)) : [];
  const [only] = starting;
  // What begins like a date is an id: no file has to be read for its name.
  if (only && starting.length === 1 && /^\d{4}/.test(words)) return only;
  const named = namedSessions(all, words);
  const whole = here(named.filter((one) => one.whole).map(({ summary }) => summary));
  const started = [...new Set([...starting, ...here(named.map(({ summary }) => summary))])];
  const candidates = whole.length > 0 ? whole : started;
  const [found] = candidates;
  if (found && candidates.length === 1) return found;
  if (!found) throw notFound(words);
  const many = candidates.length;
  throw whole.length > 0
    ? new UserError(`"${words}" is the name of ${many} sessions.`, {
        hint: `Give the id: ${listed(candidates)}`,
      })
    : new UserError(`"${words}" is the start of the id or name of ${many} sessions.`, {
        hint: `Give more of it, or the id: ${listed(candidates)}`,
      });

  function here(found: SessionSummary[]): SessionSummary[] {
    const ours = found.filter((summary) => summary.cwd === cwd);
    return ours.length > 0 ? ours : found;
  }
}

/** Those that are called so, letters large or small. */
export function sessionsNamed(state: string, name: string): SessionSummary[] {
  const named = namedSessions(listSessions(state), name);
  return named.filter(({ whole }) => whole).map(({ summary }) => summary);
}

function namedSessions(all: readonly SessionSummary[], words: string) {
  const wanted = folded(words);
  if (wanted === "") return [];
  return all.flatMap((summary) => {
    const name = folded(countSession(summary.path).name);
    return name.startsWith(wanted) ? [{ summary, whole: name === wanted }] : [];
  });
}

const folded = (text: string) => sessionName(text).toLowerCase();

function listed(found: readonly SessionSummary[]): string {
  const ids = found.slice(0, 5).map(({ id }) => id);
  return `${ids.join(", ")}${found.length > 5 ? " ..." : ""}`;
}

function notFound(words: string): UserError {
  return new UserError(`There is no session "${words}".`, {
    hint: "See them all: skillet sessions list --all",
  });
}
