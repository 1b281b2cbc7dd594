/** Where there is no /proc, a helper process does the same: every test of the file tools is run once more through it. */

import { describe, expect, test, vi } from "vitest";
import { attacks, tryAttack } from "./file-attacks.ts";

vi.mock("../../src/sandbox/pinned-disk.ts", async (original) => {
  const { helpedDisk } = await import("../support/helped-disk.ts");
  return { ...(await original<object>()), procDisk: helpedDisk };
});

describe("by the helper", async () => {
  await import("./files.test.ts");
  await import("./list-and-search.test.ts");
  await import("./awkward-names.test.ts");
  await import("./file-states.test.ts");

  test.each(Object.keys(attacks))("%s is refused", async (name) => {
    expect((await tryAttack(name)).length).toBeLessThan(600);
  });
});
