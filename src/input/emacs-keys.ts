/** Keys that move, delete and kill, as shells have them. Pure. */

import type { Cell } from "./cells.ts";
import {
  blankBefore,
  endOfRow,
  type Line,
  moved,
  removed,
  startOfRow,
  wordAfter,
  wordBefore,
} from "./line.ts";

export interface Edited {
  line: Line;
  /** What Ctrl-Y brings back; missing: nothing was killed. */
  killed?: readonly Cell[];
  /** It stood before the insertion point. */
  backward?: boolean;
}

type Edit = (line: Line) => Edited;

const to =
  (place: (line: Line) => number): Edit =>
  (line) => ({ line: moved(line, place(line)) });

const kill =
  (from: (line: Line) => number, to: (line: Line) => number, backward = false): Edit =>
  (line) => {
    const gone = removed(line, from(line), to(line));
    return { line: gone.line, killed: gone.cells, backward };
  };

const here = ({ cursor }: Line) => cursor;
const before = ({ cursor }: Line) => Math.max(0, cursor - 1);
const after = ({ cells, cursor }: Line) => Math.min(cells.length, cursor + 1);

/** The line end itself where the insertion point stands before it. */
const killEnd = (line: Line) => {
  const end = endOfRow(line);
  return end === line.cursor ? after(line) : end;
};

const erase: Edit = (line) => ({ line: removed(line, before(line), line.cursor).line });
const eraseNext: Edit = (line) => ({ line: removed(line, line.cursor, after(line)).line });

const transpose: Edit = (line) => {
  const { cells, cursor } = line;
  const at = cursor === cells.length ? cursor - 1 : cursor;
  const [one, other] = [cells[at - 1], cells[at]];
  if (one === undefined || other === undefined) return { line };
  return {
    line: {
      cells: [...cells.slice(0, at - 1), other, one, ...cells.slice(at + 1)],
      cursor: at + 1,
    },
  };
};

export const emacsKeys: ReadonlyMap<string, Edit> = new Map([
  ["left", to(before)],
  ["ctrl-b", to(before)],
  ["right", to(after)],
  ["ctrl-f", to(after)],
  ["home", to(startOfRow)],
  ["ctrl-a", to(startOfRow)],
  ["end", to(endOfRow)],
  ["ctrl-e", to(endOfRow)],
  ["alt-b", to(wordBefore)],
  ["ctrl-left", to(wordBefore)],
  ["alt-f", to(wordAfter)],
  ["ctrl-right", to(wordAfter)],
  ["backspace", erase],
  ["delete", eraseNext],
  ["ctrl-d", eraseNext],
  ["ctrl-k", kill(here, killEnd)],
  ["ctrl-u", kill(startOfRow, here, true)],
  ["ctrl-w", kill(blankBefore, here, true)],
  ["alt-backspace", kill(wordBefore, here, true)],
  ["alt-d", kill(here, wordAfter)],
  ["ctrl-t", transpose],
]);
