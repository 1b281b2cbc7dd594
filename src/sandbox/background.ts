/** What goes on in the background: commands by id, with what each printed since it was last looked at. */

import type { CommandEnd, Process } from "../core/ports.ts";
import { KeptOutput } from "./kept-output.ts";

/** Output that nobody has looked at yet, capped; what is left out is told in its place. */
export class UnreadOutput {
  readonly #keptBytes: number;
  #unread: KeptOutput;

  constructor(keptBytes: number) {
    this.#keptBytes = keptBytes;
    this.#unread = this.#fresh();
  }

  add(chunk: Buffer): void {
    this.#unread.add(chunk);
  }

  take(): string {
    const { output } = this.#unread.get();
    this.#unread = this.#fresh();
    return output;
  }

  #fresh(): KeptOutput {
    const keptBytes = this.#keptBytes;
    return new KeptOutput({ keptBytes, spoolBytes: 0, session: { left: 0 }, spoolPath: "" });
  }
}

/** `ended` must not be left to reject unheard. */
export function backgroundProcess(
  { id, command }: Pick<Process, "id" | "command">,
  unread: UnreadOutput,
  { ended, kill }: { ended: Promise<CommandEnd>; kill(): void },
): Process {
  let end: CommandEnd | null = null;
  ended.then(
    (value) => {
      end = value;
    },
    () => {},
  );
  return {
    id,
    command,
    output: () => unread.take(),
    ended: () => end,
    async stop() {
      kill();
      return ended;
    },
  };
}
