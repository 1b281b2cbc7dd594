/** The verdict of the specification's reference validator, which knows six fields, block style and no second chance. */

import { entriesOf } from "./entries.ts";
import type { Fields } from "./fields.ts";
import type { Locate } from "./identity.ts";
import { type Problem, problem } from "./problem.ts";
import { specified } from "./specification.ts";

/** What is a warning elsewhere is an error here; fields and forms outside the specification are added. */
export function strictly(
  problems: readonly Problem[],
  fields: Fields,
  yaml: string,
  locate: Locate,
): Problem[] {
  const told = problems
    .filter(({ severity }) => severity !== "note")
    .map((it): Problem => ({ ...it, severity: "error" }));
  const unexpected = [...fields.keys()].filter((key) => !specified.has(key));
  for (const key of unexpected) {
    const message = `Unexpected fields in front matter: ${key}. Only ${[...specified].join(", ")} are specified.`;
    told.push(problem("error", message, locate(key)));
  }
  for (const { key, at, column, first, more } of entriesOf(yaml).entries) {
    const nested = entriesOf(more.map((line) => line.trimStart()).join("\n")).entries;
    if ([first, ...nested.map((entry) => entry.first)].some((value) => /^[[{]/.test(value))) {
      const line = locate(key).line || at + 1;
      const message = `\`${key}\` uses flow style (brackets), which the specification's parser refuses.`;
      told.push(problem("error", message, { line, column: column + 1 }));
    }
  }
  return told;
}
