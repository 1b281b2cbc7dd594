/** A program in a terminal of tmux: real keys in, screens out. */

import { spawnSync } from "node:child_process";

/** So long a screen is waited for, in ms. */
const patience = 60_000;

export interface Terminal {
  /** Keys by tmux's names: Enter, Escape, y ... */
  keys(...names: string[]): void;
  /** Text as it is typed, with Enter behind it. */
  line(text: string): void;
  /** Waits until the text stands on the screen behind what was typed last; throws with the screen when it does not come. */
  until(text: string): Promise<void>;
  /** What is on the screen, with colours. */
  screen(): string;
  cursor(): { column: number; row: number };
  close(): void;
}

/** `size`: columns and rows. */
export function openTerminal(
  name: string,
  command: readonly string[],
  size: readonly [number, number],
  options: { cwd: string; env: Record<string, string> },
): Terminal {
  const tmux = (...args: string[]): string => {
    const ran = spawnSync("tmux", ["-u", "-f", "/dev/null", "-L", name, ...args], {
      env: options.env,
      encoding: "utf8",
    });
    if (ran.status !== 0) throw new Error(`tmux ${args[0]}: ${ran.error ?? ran.stderr}`);
    return ran.stdout;
  };
  const [columns, rows] = size.map(String) as [string, string];
  tmux("new-session", "-d", "-x", columns, "-y", rows, "-c", options.cwd, "--", ...command);
  const text = () => tmux("capture-pane", "-p", "-J");
  return {
    keys: (...names) => void tmux("send-keys", ...names),
    line(typed) {
      tmux("send-keys", "-l", typed);
      tmux("send-keys", "Enter");
    },
    async until(wanted) {
      const from = Date.now();
      while (!text().includes(wanted)) {
        if (Date.now() - from > patience)
          throw new Error(`No "${wanted}" on the screen:\n${text()}`);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      // What comes with it is there as well.
      await new Promise((resolve) => setTimeout(resolve, 500));
    },
    screen: () => tmux("capture-pane", "-p", "-e"),
    cursor() {
      const [column, row] = tmux("display-message", "-p", "#{cursor_x} #{cursor_y}").split(" ");
      return { column: Number(column), row: Number(row) };
    },
    close: () => void spawnSync("tmux", ["-L", name, "kill-server"], { env: options.env }),
  };
}
