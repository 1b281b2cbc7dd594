import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolders, makePrivateFolder } from "../../src/session/private-folder.ts";
import { newHome, skillet } from "../support/skillet.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("folders are made with those above them, for the user alone; those that are there stay", () => {
  const state = join(temporaryFolder(), "a", "b");
  expect(makePrivateFolder(state, "c", "d")).toBe(join(state, "c", "d"));
  makeFolders(join(state, "c"));
  expect(statSync(join(state, "c", "d")).mode & 0o777).toBe(0o700);
});

test("below a file there is none", () => {
  expect(() => makeFolders("/etc/hostname/x")).toThrow(/ENOTDIR/);
});

test("a home in which nothing can be made is one line with what helps, and no endless start", async () => {
  const { code, stderr } = await skillet(["-p", "Hi"], {
    home: newHome(),
    script: [{ text: "Hi." }],
    env: {
      HOME: "/proc",
      XDG_STATE_HOME: "",
      XDG_CACHE_HOME: "",
      XDG_CONFIG_HOME: "",
      SKILLET_STATE_DIR: "",
      SKILLET_CONFIG_DIR: "",
    },
  });
  expect(code).toBe(42);
  expect(stderr).toMatch(/Cannot make the folder for sessions: .*\/proc\/\.local/);
  expect(stderr).toContain("Set SKILLET_STATE_DIR (or HOME)");
});
