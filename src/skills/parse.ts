/** From the bytes of a SKILL.md to a skill, or to the reasons why it is none. Nothing in the file is ever run. */

import { entriesOf } from "./entries.ts";
import { splitFences } from "./fence.ts";
import type { Fields } from "./fields.ts";
import { loadFullYaml, type ReadYaml, YamlError } from "./full-yaml.ts";
import { describeHidden, findHidden, stripHidden } from "./hidden.ts";
import { type Identity, identityOf, type Locate, type Place } from "./identity.ts";
import { type Problem, problem, Refusal } from "./problem.ts";
import { readSimpleYaml } from "./simple-yaml.ts";
import { detailsOf, type SkillDetails } from "./specification.ts";
import { placeIn, textOf } from "./text.ts";

export interface ParsedSkill extends Identity, SkillDetails {
  /** loaded: as its author wrote it. repaired: something had to be mended or made up; `problems` says what. */
  status: "loaded" | "repaired";
  /** Without front matter and hidden characters. */
  body: string;
  /** Size of the body in bytes, as UTF-8. */
  bodyBytes: number;
  problems: Problem[];
}

export interface RefusedSkill {
  status: "refused";
  /** At least one of severity error. */
  problems: Problem[];
}

/** What can be known of a front matter that a YAML library cannot read. */
export type Repair = (yaml: string, error: YamlError, read: ReadYaml) => Repaired;

export interface Repaired {
  fields: Fields;
  problems: Problem[];
}

/** Never throws for what a file may hold. */
export async function parseSkill(
  bytes: Uint8Array,
  place: Place,
): Promise<ParsedSkill | RefusedSkill> {
  const problems: Problem[] = [];
  try {
    return await parse(bytes, place, problems);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { status: "refused", problems: [thrown.problem, ...problems] };
  }
}

async function parse(bytes: Uint8Array, place: Place, problems: Problem[]): Promise<ParsedSkill> {
  const { text, ascii } = textOf(bytes);
  if (text.trim() === "") throw new Refusal("The file is empty.");
  const split = splitFences(text);
  problems.push(...split.repairs);
  let { body } = split;
  const hidden = findHidden(body, ascii);
  if (hidden) {
    const before = text.slice(0, text.length - body.length + hidden.first);
    const message = `The text has ${describeHidden(hidden)}; they are taken out.`;
    problems.push(problem("warning", message, placeIn(before)));
    body = stripHidden(body);
  }
  const { fields, repaired, locate } = await frontMatterOf(split.yaml, split.yamlLine, problems);
  const identity = identityOf(fields, body, place, locate, problems);
  const details = detailsOf(fields, locate, problems);
  if (body.trim() === "") {
    problems.push(problem("warning", "The skill has no text besides its front matter."));
  }
  const mended = repaired || split.repairs.length > 0 || identity.inferred.length > 0;
  return {
    status: mended ? "repaired" : "loaded",
    ...identity,
    ...details,
    body: body.trim(),
    bodyBytes: Buffer.byteLength(body),
    problems,
  };
}

async function frontMatterOf(
  yaml: string | null,
  yamlLine: number,
  problems: Problem[],
): Promise<{ fields: Fields; repaired: boolean; locate: Locate }> {
  const nowhere = () => ({ line: 1, column: 1 });
  if (yaml === null) {
    const message = "No front matter: the file must start with `---`, `name:` and `description:`.";
    problems.push(problem("warning", message));
    return { fields: new Map(), repaired: true, locate: nowhere };
  }
  const simple = readSimpleYaml(yaml);
  const locate = locator(yaml, yamlLine);
  if (simple) return { fields: simple, repaired: false, locate };
  const read = await loadFullYaml();
  try {
    return { fields: read(yaml), repaired: false, locate };
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      thrown.problem.line += yamlLine - 1;
      throw thrown;
    }
    if (!(thrown instanceof YamlError)) throw thrown;
    const { line, column, message } = thrown;
    throw new Refusal(`Invalid YAML: ${message}.`, { line: line + yamlLine - 1, column });
  }
}

/** Finds a key's line only when a problem asks for it. */
function locator(yaml: string, yamlLine: number): Locate {
  return (key) => {
    const entry = entriesOf(yaml).entries.find((candidate) => candidate.key === key);
    return entry
      ? { line: yamlLine + entry.at, column: entry.column + 1 }
      : { line: yamlLine, column: 1 };
  };
}
