/**
 * Leaving at once, without the deadlock of a plain `process.exit`: Node joins V8's threads there, and one that compiles in the
 * background may wait for a collection that the main thread makes no more (nodejs/node#54918; seen in 23 of 360 starts on a busy
 * machine). The ordinary end is that nothing is left to do: then V8 takes its heap down first, and tells those threads.
 */

/** Takes some 10 ms: for the cases where what still runs cannot be waited for. */
export function leaveNow(code: number): never {
  // Not imported: every start would load them.
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  const { runInNewContext } = process.getBuiltinModule("node:vm");
  // No new jobs; and a collection, so that those that run have room to come to their end.
  setFlagsFromString("--no-concurrent-sparkplug");
  setFlagsFromString("--no-concurrent-recompilation");
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  process.exit(code);
}
