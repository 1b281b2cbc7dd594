/** What is said for a setting that does not exist. */

import { settingNames, settingsTable } from "../../../config/settings.ts";
import { display } from "../../../core/display.ts";
import { UserError } from "../../../core/errors.ts";
import { nearest } from "../../../core/nearest.ts";

/** `dotted` undefined: none was named at all. */
export function noSuchSetting(dotted: string | undefined, action: string): UserError {
  if (dotted === undefined) {
    return new UserError(`skillet config ${action} needs a setting.`, {
      hint: `For example: skillet config ${action} model${action === "set" ? " NAME" : ""}`,
    });
  }
  const [first = ""] = dotted.split(".");
  const inside = Object.hasOwn(settingsTable, first) && dotted.includes(".");
  const near = inside ? nearestField(dotted, first) : nearest(plain(dotted), settingNames);
  return new UserError(`There is no setting "${display(dotted, { oneLine: true })}".`, {
    hint: near ? `Did you mean ${near}?` : "skillet config list shows them all.",
  });
}

/** As it is spelt in a flag or a variable: max-turns, MAX_TURNS. */
function plain(name: string): string {
  const spelt = name.replace(/[-_ ](\w)/g, (_, letter: string) => letter.toUpperCase());
  const same = settingNames.find((one) => one.toLowerCase() === spelt.toLowerCase());
  return same ?? spelt;
}

function nearestField(dotted: string, first: string): string | undefined {
  const text = JSON.stringify(settingsTable[first as keyof typeof settingsTable].kind.schema);
  const fields = [...text.matchAll(/"(\w+)":\{"(?:type|enum)"/g)].flatMap(([, name]) => name ?? []);
  const last = dotted.split(".").at(-1) ?? "";
  return nearest(last, fields);
}
