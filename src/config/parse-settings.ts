/** Reads the settings files: JSON with comments, each name known, each value checked. */

import { exitCodes, UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { type Settings, settingNamed, settingNames } from "./settings.ts";

/** Reads one settings file's text. Throws UserError (exit 52) with path and cause; unknown keys are reported by `warn`. */
export async function parseSettings(
  source: string,
  path: string,
  warn: (line: string) => void,
): Promise<Settings> {
  const value = await parseObject(source, path);
  const settings: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const setting = settingNamed(name);
    if (!setting) {
      const near = nearest(name, settingNames);
      const ignored = `${path}: unknown setting "${name}" is ignored.`;
      const meant = `${path}: unknown setting "${name}" is ignored; did you mean "${near}"?`;
      warn(near ? meant : ignored);
      continue;
    }
    if (!setting.kind.check(entry)) {
      throw new UserError(`${path}: "${name}" must be ${setting.kind.is}.`, {
        hint: "skillet config list shows every setting.",
        exitCode: exitCodes.badConfiguration,
      });
    }
    settings[name] = entry;
  }
  return settings;
}

/** Whatever the object holds. Throws UserError (exit 52) with path, line and cause. */
export async function parseObject(source: string, path: string): Promise<object> {
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  const errors: { error: number; offset: number; length: number }[] = [];
  const value = parsed(() => parse(source, errors, { allowTrailingComma: true }), path);
  const [first] = errors;
  if (first) {
    const line = source.slice(0, first.offset).split("\n").length;
    throw new UserError(`${path}:${line}: ${printParseErrorCode(first.error)}.`, {
      hint: "Mend the file; it is JSON, comments are allowed.",
      exitCode: exitCodes.badConfiguration,
    });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UserError(`${path} must hold one object.`, {
    hint: 'Start with { "model": "..." }.',
    exitCode: exitCodes.badConfiguration,
  });
}

/** The parser goes down by calling itself: brackets without end are an error of the file, not of ours. */
function parsed(parse: () => unknown, path: string): unknown {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UserError(`${path} is nested too deep.`, {
      hint: "Mend the file; skillet config schema shows what it can hold.",
      exitCode: exitCodes.badConfiguration,
      cause,
    });
  }
}
