/** From the bytes of a SKILL.md to a skill, or to the reasons why it is none. Nothing in the file is ever run. */

import { entriesOf } from "./entries.ts";
import { type Split, splitFences } from "./fence.ts";
import { type Fields, lineOf } from "./fields.ts";
import { loadFullYaml, type ReadYaml, YamlError } from "./full-yaml.ts";
import { describeHidden, findHidden, stripHidden } from "./hidden.ts";
import { type Identity, identityOf, type Locate, type Place } from "./identity.ts";
import { type Problem, problem, Refusal } from "./problem.ts";
import { quote } from "./quote.ts";
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

/** What a list tells of a skill, and what it is looked up by; the rest is read again when it is opened. */
export type KnownSkill = Pick<
  ParsedSkill,
  | ("status" | "name" | "description" | "bodyBytes" | "problems")
  | ("argumentHint" | "manualOnly" | "userInvocable")
>;

export interface ParseOptions {
  /** Also tells what the specification's reference validator has against the file, as errors; it loads all the same. */
  strict?: boolean;
}

/** Never throws for what a file may hold. */
export async function parseSkill(
  bytes: Uint8Array,
  place: Place,
  options: ParseOptions = {},
): Promise<ParsedSkill | RefusedSkill> {
  const problems: Problem[] = [];
  try {
    return await parse(bytes, place, options, problems);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { status: "refused", problems: [thrown.problem, ...problems] };
  }
}

async function parse(
  bytes: Uint8Array,
  place: Place,
  { strict = false }: ParseOptions,
  problems: Problem[],
): Promise<ParsedSkill> {
  const { text, ascii } = textOf(bytes);
  if (text.trim() === "") throw new Refusal("The file is empty.");
  const { split, fields, locate, repairs } = await frontMatterOf(text);
  problems.push(...split.repairs, ...repairs);
  let { body } = split;
  const hidden = findHidden(body, ascii);
  if (hidden) {
    const before = text.slice(0, text.length - body.length + hidden.first);
    const message = `The text has ${describeHidden(hidden)}; they are taken out.`;
    problems.push(problem("warning", message, placeIn(before)));
    body = stripHidden(body);
  }
  const identity =
    split.yaml === null
      ? withoutFrontMatter(body, place, problems)
      : identityOf(fields, body, place, locate, problems);
  const details = detailsOf(fields, locate, problems);
  if (strict) {
    const { strictly } = await import("./strict.ts");
    problems.splice(0, problems.length, ...strictly(problems, fields, split.yaml ?? "", locate));
  }
  if (body.trim() === "") {
    problems.push(problem("warning", "The skill has no text besides its front matter."));
  }
  const mended = repairs.length + split.repairs.length + identity.inferred.length > 0;
  return {
    status: mended ? "repaired" : "loaded",
    ...identity,
    ...details,
    body: body.trim(),
    bodyBytes: ascii ? body.length : Buffer.byteLength(body),
    problems,
  };
}

/** The name from the folder, the description from the text, and the lines that would say so. */
function withoutFrontMatter(body: string, place: Place, problems: Problem[]): Identity {
  const identity = identityOf(new Map(), body, place, () => ({ line: 1, column: 1 }), []);
  const { name, description } = identity;
  const fix = `---\nname: ${name}\ndescription: ${quote(description)}\n---`;
  const message =
    "No front matter: name and description are inferred from the folder and the text.";
  problems.push(problem("warning", message, { fix }));
  return identity;
}

interface FrontMatter {
  split: Split;
  fields: Fields;
  locate: Locate;
  /** Empty: it was valid, and nothing was touched. */
  repairs: Problem[];
}

/** Simple front matter by ourselves, the rest by the library, and what that refuses by repair. */
async function frontMatterOf(text: string): Promise<FrontMatter> {
  const split = splitFences(text);
  const { yaml, yamlLine } = split;
  const locate = locator(yaml ?? "", yamlLine);
  if (yaml === null) return { split, fields: new Map(), locate, repairs: [] };
  const simple = readSimpleYaml(yaml);
  if (simple) return { split, fields: simple, locate, repairs: [] };
  const read = await loadFullYaml();
  try {
    const fields = read(yaml);
    if (lostItsText(fields, yaml)) throw new YamlError("the description has no indented text");
    return { split, fields, locate, repairs: [] };
  } catch (thrown) {
    if (!(thrown instanceof YamlError)) throw lowered(thrown, yamlLine);
    return repaired(splitFences(text, true), thrown, read);
  }
}

async function repaired(split: Split, error: YamlError, read: ReadYaml): Promise<FrontMatter> {
  const { yaml, yamlLine } = split;
  const { repairYaml } = await import("./repair.ts");
  try {
    const { fields, problems } = repairYaml(yaml ?? "", error, read);
    const repairs = problems.map((it) => ({ ...it, line: it.line + yamlLine - 1 }));
    return { split, fields, locate: locator(yaml ?? "", yamlLine), repairs };
  } catch (refused) {
    throw lowered(refused, yamlLine);
  }
}

/** A `description:` whose text is not indented: YAML takes it for another key, and loses it. */
function lostItsText(fields: Fields, yaml: string): boolean {
  if (!fields.has("description") || lineOf(fields.get("description")) !== "") return false;
  return entriesOf(yaml).entries.some(
    ({ key, first, more }) => key === "description" && (more.length > 0 || /^[|>]/.test(first)),
  );
}

/** A refusal of the front matter's text counts lines from its start; here it becomes a line of the file. */
function lowered(thrown: unknown, yamlLine: number): unknown {
  if (thrown instanceof Refusal) thrown.problem.line += yamlLine - 1;
  return thrown;
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
