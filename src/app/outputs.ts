/** stdout and stderr of the process: one writer each, so that what is written stays in order whoever writes. */

import type { ConsoleOutput } from "../input/raw-terminal.ts";
import { type DescriptorWriter, descriptorWriter } from "../sinks/descriptor.ts";

const whenClosed: (() => void)[] = [];

export const outputs = {
  stdout: descriptorWriter(1, () => {
    for (const callback of whenClosed) callback();
  }),
  stderr: descriptorWriter(2),
};

/** Calls back when the reader of stdout has gone. */
export function onStdoutClosed(callback: () => void): void {
  whenClosed.push(callback);
}

/**
 * For a conversation. Not process.stdout itself: a terminal that is not read (a connection that hangs) would hold the whole
 * process in its write, and no signal would be heard.
 */
export function terminalOutput(name: keyof typeof outputs): ConsoleOutput {
  const writer: DescriptorWriter = outputs[name];
  const stream = process[name];
  return {
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    write: writer.write,
    drained: writer.drained,
    on: (event, listener) => stream.on(event, listener),
    off: (event, listener) => stream.off(event, listener),
  };
}
