import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc: () => void = runInNewContext("gc");

/** Bytes of the heap that are taken as long as what `make` returns is held. */
export function heapOf(make: () => unknown): number {
  const before = used();
  const held = [make()];
  const taken = used() - before;
  held.pop();
  return taken;
}

function used(): number {
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}
