/** What a turn, or the whole session, made of files: from what was kept to what stands there now. */

import { type DiffLine, diffOf } from "../../approval/diff.ts";
import type { PromptLine } from "../../approval/prompt.ts";
import { type Checkpoint, checkpointsOf, lastToUndo } from "../../core/checkpoints.ts";
import { display } from "../../core/display.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { counted, phrase } from "../../core/messages/phrase.ts";
import { ToolProblem } from "../../core/ports.ts";
import { decode } from "../../sandbox/encoding.ts";
import type { UndoScene } from "./plan.ts";

/** Of one file; the rest is counted. */
const maxLines = 300;

type Looking = Pick<UndoScene, "entries" | "states" | "kept">;

/** `wanted`: a checkpoint, or a file; empty: what the last turn changed. Throws UserError for what is neither. */
export async function diffText(wanted: string, scene: Looking): Promise<PromptLine[]> {
  const all = checkpointsOf(scene.entries);
  const checkpoint = wanted === "" ? lastToUndo(all) : all.find(({ id }) => id === wanted);
  const lines: PromptLine[] = [];
  if (checkpoint) {
    for (const { path, before } of checkpoint.files) {
      lines.push(...(await fileDiff(path, before, phrase("before {1}", checkpoint.id), scene)));
    }
    return lines;
  }
  if (wanted === "") return [{ role: "field", text: phrase("No change of a file stands.") }];
  const before = firstState(wanted, all);
  if (before === undefined) {
    throw new UserError(`"${wanted}" is no checkpoint, and no file that this session changed.`, {
      hint: "/checkpoints lists both.",
    });
  }
  return fileDiff(wanted, before, phrase("before this session"), scene);
}

/** undefined: no checkpoint holds it. */
function firstState(path: string, all: readonly Checkpoint[]): string | null | undefined {
  for (const { files } of all) {
    const file = files.find((one) => one.path === path);
    if (file) return file.before;
  }
  return undefined;
}

async function fileDiff(
  path: string,
  hash: string | null,
  since: string,
  { states, kept }: Looking,
): Promise<PromptLine[]> {
  const title = (what: string): PromptLine => ({
    role: "title",
    text: `${display(path, { oneLine: true })}  ${what}`,
  });
  const then = hash === null ? null : kept.read(hash);
  if (hash !== null && !then)
    return [title(phrase("its content from {1} is no longer kept", since))];
  let now: Uint8Array | null;
  try {
    now = (await states.look(path))?.bytes ?? null;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return [title(display(messageOf(thrown), { oneLine: true }))];
  }
  if (!now)
    return [title(then ? phrase("removed since {1}", since) : phrase("not there, as before"))];
  if (then?.equals(now)) return [title(phrase("as it was {1}", since))];
  const [old, text] = [then && decode(then).text, decode(Buffer.from(now)).text];
  if (text === null || (then && old === null)) {
    return [title(phrase("binary, {1} then, {2} now", sizeOf(then), sizeOf(now)))];
  }
  const { lines, added, removed, notes } = await diffOf(old, text);
  const more = lines.length - maxLines;
  const figures = `+${added} -${removed}`;
  return [
    title(phrase(then ? "changed since {1}  {2}" : "new since {1}  {2}", since, figures)),
    ...notes.map((note): PromptLine => ({ role: "field", text: `  ${note}` })),
    ...lines.slice(0, maxLines).map(lineOf),
    ...(more > 0 ? [{ role: "field" as const, text: `  ${counted(more, "more line")}` }] : []),
  ];
}

function sizeOf(bytes: Uint8Array | null): string {
  return counted(bytes?.length ?? 0, "byte");
}

const roles = { "+": "added", "-": "removed", " ": "content" } as const;

function lineOf({ mark, text }: DiffLine): PromptLine {
  if (mark === "@") return { role: "field", text: `  ${text}` };
  return { role: roles[mark], text: `  | ${mark} ${display(text, { oneLine: true })}` };
}
