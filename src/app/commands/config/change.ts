/** `skillet config set` and `unset`: one setting of the user's own file, everything else of it as it was. */

import { withoutSetting, withSetting } from "../../../config/edit-settings.ts";
import { said } from "../../../config/layers.ts";
import { loadLayers } from "../../../config/load.ts";
import { parseObject } from "../../../config/parse-settings.ts";
import { pathsOf } from "../../../config/paths.ts";
import { type Settings, settingNamed } from "../../../config/settings.ts";
import { settingPath } from "../../../config/settings-schema.ts";
import { editUserText } from "../../../config/user-settings.ts";
import { display } from "../../../core/display.ts";
import { UserError } from "../../../core/errors.ts";
import { jsonLine } from "../../../core/json-line.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { parseRule } from "../../../core/rules.ts";
import { redactor } from "../../../session/redact.ts";
import type { CommandCall } from "../../command.ts";
import { checkedUrl, namedPreset } from "../../endpoint.ts";
import type { Io } from "../../io.ts";
import { warn } from "../../warn.ts";
import { isVariableName } from "./explained.ts";
import { noSuchSetting } from "./names.ts";

export async function set({ words }: CommandCall, io: Io): Promise<number> {
  const [, dotted, ...values] = words;
  const path = dotted === undefined ? null : settingPath(dotted);
  if (dotted === undefined || path === null) throw noSuchSetting(dotted, "set");
  if (values.length === 0) {
    throw new UserError(`skillet config set ${one(dotted)} needs a value.`, {
      hint: `For example: skillet config set ${one(dotted)} VALUE; unset takes it out.`,
    });
  }
  refuseKey(path.at(-1) ?? "", values);
  let value: unknown;
  const file = await editUserText(pathsOf(io.env), async (source) => {
    const taken = await fitting(source, path, values);
    value = taken.value;
    return taken.text;
  });
  io.out(`${one(dotted)} = ${one(jsonLine(value))}   in ${one(file)}\n`);
  return tellWhoWins(path[0] as keyof Settings, io);
}

export async function unset({ words }: CommandCall, io: Io): Promise<number> {
  const [, dotted] = words;
  const path = dotted === undefined ? null : settingPath(dotted);
  if (dotted === undefined || path === null) throw noSuchSetting(dotted, "unset");
  let found = false;
  const file = await editUserText(pathsOf(io.env), async (source) => {
    const text = await withoutSetting(source, path);
    found = text !== null;
    return text;
  });
  if (!found) {
    throw new UserError(`${one(dotted)} is not set in ${file}.`, {
      hint: "skillet config list shows who sets what.",
    });
  }
  io.out(`${phrase("{1} is no longer set in {2}", one(dotted), one(file))}\n`);
  return 0;
}

/** The first reading of the words that can stand there: a text, JSON, a list of texts. Throws UserError where none can. */
async function fitting(
  source: string,
  path: readonly string[],
  words: readonly string[],
): Promise<{ value: unknown; text: string }> {
  const [name = ""] = path;
  const kind = settingNamed(name)?.kind;
  for (const value of readings(words)) {
    const text = await withSetting(source, path, value);
    const whole: unknown = Reflect.get(await parseObject(text, "settings"), name);
    if (!kind?.check(whole)) continue;
    checkDeeply(path.at(-1) ?? "", value);
    return { value, text };
  }
  throw new UserError(`${path.join(".")} must be ${kind?.is}.`, {
    hint: "skillet config list shows what is set now.",
  });
}

function* readings(words: readonly string[]): Generator<unknown> {
  const [first = ""] = words;
  if (words.length === 1) {
    yield first;
    try {
      yield JSON.parse(first);
    } catch {
      // No JSON: it is a text, or the only one of a list.
    }
  }
  yield [...words];
}

/** What the kind of a setting cannot know. */
function checkDeeply(field: string, value: unknown): void {
  if (field === "rules") for (const rule of value as string[]) parseRule(rule);
  if (field === "provider") namedPreset(value as string);
  if (field === "baseUrl") checkedUrl(value as string);
}

/** Nothing of what was typed is repeated. */
function refuseKey(field: string, values: readonly string[]): void {
  const { clean } = redactor();
  const isKey = values.some((value) => clean(value) !== value);
  if (!isKey && !(field === "apiKeyEnv" && !values.every(isVariableName))) return;
  throw new UserError(
    isKey
      ? "That looks like a key, and settings hold none."
      : "That is not the name of a variable.",
    {
      hint: "Put the key into a variable, export MY_KEY=..., and set apiKeyEnv to its name, MY_KEY.",
    },
  );
}

async function tellWhoWins(name: keyof Settings, io: Io): Promise<number> {
  const { cwd, env, stdoutIsTerminal } = io;
  const { layers } = await loadLayers({ cwd, env, flags: {}, stdoutIsTerminal });
  const { layer, by } = said(name, layers);
  if (layer !== "user") warn(`here ${by ?? "the project's settings"} (${layer}) wins over it.`, io);
  return 0;
}

function one(text: string): string {
  return display(text, { oneLine: true });
}
