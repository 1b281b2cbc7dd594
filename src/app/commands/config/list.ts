/** `skillet config list` and `get`: what is set, by whom, and where it stands. */

import { type LoadedLayers, loadLayers } from "../../../config/load.ts";
import { settingPath } from "../../../config/settings-schema.ts";
import { display } from "../../../core/display.ts";
import { jsonLine } from "../../../core/json-line.ts";
import { phrase, translated } from "../../../core/messages/phrase.ts";
import { isRecord } from "../../../sinks/record.ts";
import { pad, widthOf } from "../../../sinks/width.ts";
import type { CommandCall } from "../../command.ts";
import { configFiles } from "../../config-files.ts";
import type { Io } from "../../io.ts";
import { warn } from "../../warn.ts";
import { type Explained, explain, refused } from "./explained.ts";
import { noSuchSetting } from "./names.ts";

export async function list({ flags }: CommandCall, io: Io): Promise<number> {
  const loaded = await layersOf(flags, io);
  const settings = explain(loaded);
  const ignored = await refused(loaded);
  const files = configFiles(loaded);
  if (flags.json === true) {
    io.out(`${JSON.stringify({ settings, ignored, files }, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(...settings.map(({ name }) => name.length)) + 2;
  const left = settings.map((setting) => shown(setting));
  const middle = Math.min(40, Math.max(...left.map(widthOf)) + 2);
  const lines = settings.map(
    ({ name, layer, by }, index) =>
      `${name.padEnd(width)}${pad(left[index] ?? "", middle - 1)} ${layer}${by ? ` (${by})` : ""}`,
  );
  if (ignored.length > 0) {
    lines.push("", phrase("Wanted by the project, and not used:"));
    for (const { name, value, why } of ignored)
      lines.push(`${name.padEnd(width)}${one(jsonLine(value))}: ${translated(one(why))}`);
  }
  lines.push("", phrase("Files:"));
  for (const [name, { path, exists, state }] of Object.entries(files)) {
    const unused = state && state !== "trusted" ? phrase("({1}, not used)", phrase(state)) : "";
    const note = exists ? unused : phrase("(not there)");
    lines.push(`${name.padEnd(width)}${one(path)}  ${note}`.trimEnd());
  }
  io.out(`${lines.join("\n")}\n`);
  return 0;
}

export async function get({ words, flags }: CommandCall, io: Io): Promise<number> {
  const [, dotted] = words;
  const path = dotted === undefined ? null : settingPath(dotted);
  if (dotted === undefined || path === null) throw noSuchSetting(dotted, "get");
  const [name = "", ...rest] = path;
  const found = explain(await layersOf(flags, io)).find((setting) => setting.name === name);
  const value = rest.reduce<unknown>(
    (at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    found?.value,
  );
  if (flags.json === true)
    io.out(`${jsonLine({ ...found, name: dotted, value: value ?? null })}\n`);
  else if (value !== null && value !== undefined) io.out(`${text(value)}\n`);
  return 0;
}

async function layersOf(flags: CommandCall["flags"], io: Io): Promise<LoadedLayers> {
  const { cwd, env, stdoutIsTerminal } = io;
  const loaded = await loadLayers({ cwd, env, flags, stdoutIsTerminal });
  for (const warning of loaded.warnings) warn(one(warning), io);
  return loaded;
}

function shown({ value, otherwise }: Explained): string {
  if (value === null) return otherwise ? `(${translated(otherwise)})` : phrase("(none)");
  return one(Array.isArray(value) ? value.join(", ") : text(value));
}

/** Lists a line each, as scripts read them. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => one(String(item))).join("\n");
  return one(typeof value === "string" ? value : jsonLine(value));
}

function one(value: string): string {
  return display(value, { oneLine: true });
}
