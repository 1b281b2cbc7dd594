/** What user and model are told of repositories. Pure. */

/** Each as it is shown. */
export interface Reviewed {
  fresh: readonly string[];
  /** With why. */
  aside: readonly string[];
  links: readonly string[];
  tooDeep: readonly string[];
  /** Closed to us, and not to be opened. */
  closed: readonly string[];
  /** Not null: not all was looked at, for there are too many folders, most of them in this one. */
  crowded: string | null;
  /** Something else still runs, and may change what was looked through. */
  busy: boolean;
}

/** Of each kind, in one note. */
const maxTold = 5;

export function notesOf(reviewed: Reviewed): string[] {
  const { fresh, aside, links, tooDeep, closed, crowded, busy } = reviewed;
  const told: string[] = [];
  if (fresh.length > 0)
    told.push(
      `New repository: ${few(fresh)}. What starts programs in it (hooks, such settings) is put aside after each command.${busy ? ` ${whileBusy}` : ""}`,
    );
  if (aside.length > 0)
    told.push(
      `Put aside (renamed .set-aside), because git or Skillet would act on it outside the sandbox: ${few(aside)}. Only the user can put it back.`,
    );
  if (links.length > 0) told.push(`New links lead out of the output directory: ${few(links)}.`);
  if (tooDeep.length > 0)
    told.push(
      `Too deep to be looked through for repositories: ${few(tooDeep)}. Remove it; do not run git in there.`,
    );
  if (closed.length > 0)
    told.push(
      `Closed, so not looked through for repositories: ${few(closed)}. Open it (chmod u+rwx) or remove it; do not run git in there.`,
    );
  if (crowded !== null)
    told.push(
      `Too many folders, most of them in ${crowded}, so repositories in them were not all looked through. Remove what is generated; until then only a plain \`rm -rf PATH\` runs.`,
    );
  return told;
}

/** For a command that is not run. `place` and `typed`: the folder that most are in, as shown, and in a line for a shell. */
export function crowdedProblem(
  maxFolders: number,
  place: string,
  typed: string,
  mayRemove: boolean,
): string {
  const what = `The output directory holds more than ${maxFolders} folders (most are in ${place}), so its repositories cannot all be found and protected`;
  return mayRemove
    ? `${what}; until that is less, only a command that removes runs, alone in its line, without variables: rm -rf ${typed}`
    : `${what}; no command runs. The user must remove what is generated (rm -rf ${typed}), or choose another output directory.`;
}

const whileBusy =
  "While a background command runs it can change that again, and what the user makes counts as a command's: outside the sandbox, run git there only after it has ended.";

/** When a background command starts while there are such repositories. */
export function backgroundNote(made: readonly string[]): string[] {
  return made.length === 0 ? [] : [`Repositories made by commands: ${few(made)}. ${whileBusy}`];
}

function few(all: readonly string[]): string {
  const more = all.length > maxTold ? ` and ${all.length - maxTold} more` : "";
  return `${all.slice(0, maxTold).join(", ")}${more}`;
}
