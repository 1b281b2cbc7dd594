import { expect, test } from "vitest";
import { unreadable } from "../../src/config/unreadable.ts";

test("a file of a home that is somebody else's says where to point HOME", () => {
  const denied = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
  const { message, hint, exitCode } = unreadable("/root/.config/skillet/settings.json", denied);
  expect(message).toBe(
    "Cannot read /root/.config/skillet/settings.json: EACCES: permission denied",
  );
  expect([hint, exitCode]).toEqual([expect.stringContaining("Set HOME"), 52]);
});

test("any other says what to do with it", () => {
  const folder = Object.assign(new Error("EISDIR: is a folder"), { code: "EISDIR" });
  expect(unreadable("settings.json", folder).hint).toContain("skillet config path");
});
