/** Which skills are switched off: kept in the user's settings. */

import type { Paths } from "./paths.ts";
import { editUserSettings } from "./user-settings.ts";

/**
 * Writes the list that `change` makes of the present one, comments of the file kept, and says where it is. Throws UserError
 * (52) for a file that cannot be read, understood or written.
 */
export async function changeDisabledSkills(
  paths: Pick<Paths, "config">,
  change: (disabled: readonly string[]) => string[],
): Promise<string> {
  const { applyEdits, modify } = await import("jsonc-parser");
  return editUserSettings(paths, async (source, { disabledSkills = [] }) => {
    const names = change(disabledSkills);
    if (names.join("\n") === disabledSkills.join("\n")) return null;
    const value = names.length > 0 ? names : undefined;
    const formattingOptions = { insertSpaces: !/^\t/m.test(source), tabSize: 2 };
    return applyEdits(source, modify(source, ["disabledSkills"], value, { formattingOptions }));
  });
}
