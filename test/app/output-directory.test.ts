import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { foreignFolder } from "../../src/app/foreign-folders.ts";
import { loggedOutputDirectory, prepareOutputDirectory } from "../../src/app/output-directory.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "skillet-out-")));
const paths = {
  home,
  state: join(home, ".local/state/skillet"),
  config: join(home, ".config/skillet"),
};
const prepare = (out: string) => prepareOutputDirectory(out, paths);
writeFileSync(join(home, "file"), "");
symlinkSync("circle", join(home, "circle"));

test("it is made when it is missing, and its real path is used", () => {
  expect(prepare(join(home, "new"))).toBe(join(home, "new"));
  symlinkSync(join(home, "new"), join(home, "link"));
  expect(prepare(join(home, "link"))).toBe(join(home, "new"));
});

test.each([
  ["a file", join(home, "file"), /is a file/],
  ["a missing parent", join(home, "no/where"), /parent does not exist/],
  ["the root", "/", /cannot be the root of the disk/],
  ["the home folder", home, /which is or holds/],
  ["what holds the home folder", join(home, ".."), /which is or holds/],
  ["a repository's own folder", join(home, "repo/.git/hooks"), /belongs to version control/],
  ["what lies in the sessions", join(home, ".local/state/skillet/sessions"), /which lies in/],
  ["a circle of links", join(home, "circle"), /cannot be opened: ELOOP/],
  ["what would lie in one", join(home, "circle/new"), /cannot be opened: ELOOP/],
  ["a name that is too long", join(home, "a".repeat(300)), /cannot be opened: ENAMETOOLONG/],
  ["what holds the sessions", join(home, ".local"), /which is or holds/],
])("%s is refused in one line", (_name, out, message) => {
  mkdirSync(join(home, ".local/state/skillet/sessions"), { recursive: true });
  mkdirSync(join(home, "repo/.git/hooks"), { recursive: true });
  expect(() => prepare(out)).toThrow(message);
});

test.each([
  ["/etc", /belongs to the system/],
  ["/proc", /belongs to the system/],
  ["/sys", /belongs to the system/],
  ["/dev", /belongs to the system/],
  ["/dev/shm", /belongs to the system/],
  ["/usr", /belongs to the system/],
  ["/usr/share", /belongs to the system/],
  ["/var", /belongs to the system/],
  [join(home, ".config"), /keys lie|which is or holds/],
  [join(home, ".gnupg"), /keys lie/],
  [join(home, ".aws/sso"), /keys lie/],
  [join(home, ".config/systemd/user"), /keys lie/],
])("%s is refused even when it is named", (out, message) => {
  for (const name of [".gnupg", ".aws/sso", ".config/systemd/user"])
    mkdirSync(join(home, name), { recursive: true });
  expect(() => prepare(out)).toThrow(message);
});

test("work that lies below a system's folder, or hidden in the home, is taken when it is named", () => {
  mkdirSync(join(home, ".trees/one"), { recursive: true });
  expect(prepare(join(home, ".trees/one"))).toBe(join(home, ".trees/one"));
  expect(foreignFolder("/dev/shm/work", home)).toBeUndefined();
  expect(foreignFolder("/usr/src/app", home)).toBeUndefined();
  expect(foreignFolder("/var/www/site", home)).toBeUndefined();
  expect(foreignFolder("/etcetera", home)).toBeUndefined();
  expect(foreignFolder(`${home}/.sshd`, home)).toBeUndefined();
  expect(foreignFolder("/System/Library", home)).toMatch(/system/);
});

test("a link that came with a project does not lead out of it, unless it is named", () => {
  const project = join(home, "project");
  mkdirSync(join(project, "inside"), { recursive: true });
  mkdirSync(join(home, "elsewhere"));
  symlinkSync("../elsewhere", join(project, "sandbox"));
  symlinkSync("inside", join(project, "fine"));
  symlinkSync("..", join(project, "up"));
  const unnamed = (out: string) => prepareOutputDirectory(join(project, out), paths, project);
  expect(() => unnamed("sandbox")).toThrow(/a link that leads elsewhere/);
  expect(() => unnamed("up/elsewhere")).toThrow(/a link that leads elsewhere/);
  expect(unnamed("fine")).toBe(join(project, "inside"));
  expect(prepare(join(project, "sandbox"))).toBe(join(home, "elsewhere"));
});

test("what a log names is not hidden in the home, unless the user is there", () => {
  const logged = (out: string, cwd: string) => loggedOutputDirectory(out, paths, cwd);
  const work = join(home, "work");
  mkdirSync(join(work, ".hidden"), { recursive: true });
  mkdirSync(join(home, ".ssh"));
  mkdirSync(join(home, "code/.github/workflows"), { recursive: true });
  mkdirSync(join(home, ".trees/one/sandbox"), { recursive: true });
  symlinkSync(join(home, ".ssh"), join(home, "plain"));
  for (const out of [".ssh", "plain", ".ssh/new", "code/.github/workflows", ".trees/one/sandbox"]) {
    for (const cwd of [work, home, "/", tmpdir()])
      expect(() => logged(join(home, out), cwd)).toThrow(/lies hidden in your home/);
    expect(existsSync(join(home, ".ssh/new"))).toBe(false);
  }
  expect(logged(join(work, ".hidden"), work)).toBe(join(work, ".hidden"));
  expect(logged(join(home, ".trees/one/sandbox"), join(home, ".trees/one"))).toContain("sandbox");
  expect(logged(join(work, "sandbox"), home)).toBe(join(work, "sandbox"));
  const outside = realpathSync(mkdtempSync(join(tmpdir(), ".skillet-out-")));
  expect(logged(outside, work)).toBe(outside);
});
