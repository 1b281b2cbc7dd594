/** How the app was started when it was verified: what a person types to run it. Pure. */

import type { Fact } from "./events.ts";

/** The last command that a passed check of `verify` started a server with, without the settings of the check; null: none. */
export function startCommandOf(facts: readonly Fact[]): string | null {
  let passed: string[] = [];
  let found: string | null = null;
  for (const fact of facts) {
    if (fact.type === "tool_start") passed = [];
    else if (fact.type === "check" && fact.ok && fact.name.startsWith("start "))
      passed.push(fact.name.slice("start ".length));
    else if (fact.type === "tool_result" && fact.effect?.kind === "exec") {
      const { command, commands = [] } = fact.effect;
      // The name of a check is its author's; that it was run is not.
      const ran = [command, ...commands];
      const started = passed.findLast((one) => ran.some((line) => isStartOf(line, one)));
      found = started ?? found;
    }
  }
  return found;
}

/** `PORT=5000 python3 app.py` starts `python3 app.py`. */
function isStartOf(line: string, command: string): boolean {
  if (line === command) return true;
  const before = line.slice(0, line.length - command.length);
  return line.endsWith(command) && /^(?:[A-Za-z_]\w*=(?:'[^']*'|[^\s']*) )+$/.test(before);
}
