import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findToolchains } from "../../src/sandbox/toolchains.ts";
import { homeWith } from "../support/home-with.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

function find(files: Record<string, string>, path: (home: string) => string[]) {
  const home = homeWith(files);
  const { path: found, readable } = findToolchains({ home, path: path(home).join(":") });
  const short = (text: string) => text.replaceAll(home, "~");
  return { path: short(found).replace(`:${system}`, ""), readable: readable.map(short) };
}

describe("toolchains", () => {
  test("pyenv: the shims give way to the chosen versions, and nothing else of the folder is opened", () => {
    const found = find(
      {
        ".pyenv/version": "3.12.1\n3.11.7\n",
        ".pyenv/shims/python3": "#!/bin/sh",
        ".pyenv/bin/pyenv": "",
        ".pyenv/versions/3.12.1/bin/python3": "",
        ".pyenv/versions/3.11.7/bin/python3": "",
        ".pyenv/versions/3.9.0/bin/python3": "",
      },
      (home) => [`${home}/.pyenv/shims`, `${home}/.pyenv/bin`],
    );
    expect(found).toEqual({
      path: "~/.pyenv/versions/3.12.1/bin:~/.pyenv/versions/3.11.7/bin",
      readable: ["~/.pyenv/versions/3.12.1", "~/.pyenv/versions/3.11.7"],
    });
  });

  test("pyenv: `system` means the system's", () => {
    const files = { ".pyenv/version": "system", ".pyenv/shims/python3": "" };
    expect(find(files, (home) => [`${home}/.pyenv/shims`])).toEqual({ path: system, readable: [] });
  });

  test("nvm: the whole version, for its libraries lie beside its programs", () => {
    const files = { ".nvm/versions/node/v24/bin/node": "", ".nvm/versions/node/v24/lib/x": "" };
    expect(find(files, (home) => [`${home}/.nvm/versions/node/v24/bin`])).toEqual({
      path: "~/.nvm/versions/node/v24/bin",
      readable: ["~/.nvm/versions/node/v24"],
    });
  });

  test("asdf and volta: the versions that their files name", () => {
    const files = {
      ".tool-versions": "nodejs 24.1.0\nruby 3.4.1\n",
      ".asdf/shims/node": "",
      ".asdf/installs/nodejs/24.1.0/bin/node": "",
      ".volta/bin/node": "",
      ".volta/tools/image/node/22.0.0/bin/node": "",
      ".volta/tools/user/platform.json": '{"node":{"runtime":"22.0.0","npm":null}}',
    };
    expect(find(files, (home) => [`${home}/.asdf/shims`, `${home}/.volta/bin`]).path).toBe(
      "~/.asdf/installs/nodejs/24.1.0/bin:~/.volta/tools/image/node/22.0.0/bin",
    );
  });

  test("cargo: its programs and the default toolchain, never its credentials", () => {
    const files = {
      ".cargo/bin/cargo": "",
      ".cargo/credentials.toml": "canary",
      ".cargo/lib/x": "",
      ".rustup/settings.toml": 'default_toolchain = "stable-x86"\n',
      ".rustup/toolchains/stable-x86/bin/cargo": "",
    };
    expect(find(files, (home) => [`${home}/.cargo/bin`])).toEqual({
      path: "~/.rustup/toolchains/stable-x86/bin:~/.cargo/bin",
      readable: ["~/.rustup/toolchains/stable-x86", "~/.cargo/bin"],
    });
  });

  test("a folder of the user's own programs is shown alone; links lead to their installation", () => {
    const home = homeWith({
      ".local/bin/mine": "",
      ".local/lib/secret": "",
      ".local/pipx/venvs/tool/bin/tool": "",
      ".local/pipx/venvs/tool/pyvenv.cfg": "home = /usr/bin\n",
    });
    symlinkSync(`${home}/.local/pipx/venvs/tool/bin/tool`, `${home}/.local/bin/tool`);
    expect(findToolchains({ home, path: `${home}/.local/bin` }).readable).toEqual([
      `${home}/.local/bin`,
      `${home}/.local/pipx/venvs/tool`,
    ]);
  });

  test("opens-home: relative and empty entries, home itself and what lies above it never count", () => {
    const found = find({ "bin/x": "" }, (home) => [
      "",
      ".",
      "bin",
      home,
      dirname(home),
      "/",
      "/etc",
    ]);
    expect(found).toEqual({ path: system, readable: [] });
  });

  test("a project with a `bin` is no installation", () => {
    const files = { "work/bin/run": "", "work/lib/x": "", "work/package.json": "{}" };
    expect(find(files, (home) => [`${home}/work/bin`]).readable).toEqual(["~/work/bin"]);
  });
});

test("what stands first on the user's PATH runs in the jail, read-only", async () => {
  const home = homeWith({
    ".pyenv/version": "9.9",
    ".pyenv/shims/hello": "#!/bin/sh\nexec pyenv exec hello\n",
    ".pyenv/versions/9.9/bin/hello": "#!/bin/sh\necho from 9.9\n",
    ".ssh/id": "canary",
  });
  chmodSync(join(home, ".pyenv/versions/9.9/bin/hello"), 0o755);
  await using box = await openTestSandbox({ home, path: `${home}/.pyenv/shims:/usr/bin` });
  mkdirSync(join(box.out, "x"));
  writeFileSync(join(box.out, "x/f"), "");
  expect((await box.run("hello")).output).toBe("from 9.9\n");
  const { output } = await box.run(
    `ls -A ${home} ${home}/.pyenv; touch ${home}/.pyenv/versions/9.9/n`,
  );
  expect(output).not.toContain(".ssh");
  expect(output).toContain("Read-only file system");
});
