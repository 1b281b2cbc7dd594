/** Names that are hard to show or type are listed in a spelling that can be used again. */

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ToolProblem } from "../../src/core/ports.ts";
import { openFiles } from "../../src/sandbox/files.ts";
import { nameOf, parsePath } from "../../src/sandbox/path-rules.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { temporaryFolder } from "../support/temporary.ts";

interface Layout {
  entries: {
    type: "file" | "fifo" | "symlink" | "socket";
    path?: string;
    b64name?: string;
    content?: string;
    target?: string;
  }[];
}

function opened() {
  const out = temporaryFolder();
  const files = openFiles({ out });
  onTestFinished(() => files.close());
  return { out, files };
}

const raw = (out: string, name: Buffer) => Buffer.concat([Buffer.from(`${out}/`), name]);

test.each([
  ["new\nline.txt", "new\\x0aline.txt"],
  ["esc\u001b[31m", "esc\\x1b[31m"],
  ["trail ", "trail\\x20"],
  ["dots...", "dots\\x2e\\x2e\\x2e"],
  ["bidi\u202etxt.exe", "bidi\\xe2\\x80\\xaetxt.exe"],
  ["cafe\u0301", "cafe\\xcc\\x81"],
  ["caf\u00e9", "caf\u00e9"],
  ["looks\\x41like", "looks\\x5cx41like"],
  ["back\\slash", "back\\slash"],
  ["\\\\x1b", "\\\\x5cx1b"],
  ["日本語 名前.txt", "日本語 名前.txt"],
  ["🙂.txt", "🙂.txt"],
  ["-rf", "-rf"],
])("%j is written %s, which means that very name", (name, text) => {
  const bytes = Buffer.from(name);
  expect(nameOf(bytes).text).toBe(text);
  expect(parsePath(text).names.map(({ raw }) => Buffer.from(raw))).toEqual([bytes]);
});

test("every name of up to two odd bytes is written in its own, readable way", () => {
  const odd = [0x01, 0x0a, 0x1b, 0x20, 0x2e, 0x41, 0x5c, 0x78, 0x7f, 0x80, 0x9b, 0xc3, 0xa9, 0xff];
  const spellings = new Map<string, string>();
  for (const first of odd)
    for (const second of odd)
      for (const bytes of [
        Buffer.from([first, second]),
        Buffer.from([0x5c, 0x78, first, second]),
      ]) {
        if (bytes.toString("latin1") === "..") continue;
        const { text } = nameOf(bytes);
        expect(text).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
        expect(spellings.get(text)).toBeUndefined();
        spellings.set(text, bytes.toString("hex"));
        expect(parsePath(text).names.map(({ raw }) => Buffer.from(raw))).toEqual([bytes]);
      }
});

test.each(["\\x41", "a\\x2fb", "\\x2e", "\\x2e\\x2e", "\\x00", "\\x1B", "\\xc3\\xa9"])(
  "%s is refused: list_files would not write it so",
  (text) => {
    expect(() => parsePath(text)).toThrow(ToolProblem);
  },
);

test("files in folders with such names are listed, found, read and overwritten", async () => {
  const { out, files } = opened();
  const folder = raw(out, Buffer.from([0x62, 0xff, 0x0a]));
  mkdirSync(folder);
  writeFileSync(Buffer.concat([folder, Buffer.from("/in side ")]), "needle");
  const path = "b\\xff\\x0a/in side\\x20";
  expect((await files.listFiles(".", "**")).files.map((file) => file.path)).toEqual([
    "b\\xff\\x0a",
    path,
  ]);
  expect((await files.listFiles("b\\xff\\x0a")).files).toHaveLength(1);
  expect((await files.searchFiles("needle", ".")).hits.map((hit) => hit.path)).toEqual([path]);
  expect(await files.writeFile(path, "new")).toEqual({ path, bytes: 3, created: false });
  expect((await files.readFile(path)).text).toBe("new");
  await expect(files.writeFile("b\\xff\\x0a/other\\x20", "")).rejects.toThrow(/never made/);
});

describe("hostile layouts", () => {
  const layout = (id: string): Layout =>
    JSON.parse(readFileSync(join(corpora, `hostile/layout/${id}.json`), "utf8"));

  if (!corporaPresent) {
    test("were not tried: the shared case files are not beside the checkout", () => {
      expect(corporaPresent).toBe(false);
    });
    return;
  }

  test("w02: each awkward name is listed, read and overwritten", async () => {
    const { out, files } = opened();
    const names = layout("w02").entries.map(({ b64name = "" }) => Buffer.from(b64name, "base64"));
    for (const name of names) writeFileSync(raw(out, name), "x\n");
    const { files: listed } = await files.listFiles(".");
    expect(listed).toHaveLength(names.length);
    for (const { path } of listed) {
      expect(path).toMatch(/^[\x20-\x7e]+$/);
      expect((await files.readFile(path)).text).toBe("x\n");
      expect((await files.writeFile(path, "y\n")).created).toBe(false);
    }
    for (const name of names) expect(readFileSync(raw(out, name), "utf8")).toBe("y\n");
    expect(readdirSync(out, { encoding: "buffer" })).toHaveLength(names.length);
    expect((await files.searchFiles("y", ".")).hits).toHaveLength(names.length);
  });

  test("w03: pipes, devices, sockets and link loops answer with an error", async () => {
    const { out, files } = opened();
    const entries = layout("w03").entries;
    for (const { type, path = "", target = "" } of entries) {
      const place = join(out, path);
      if (type === "fifo") execFileSync("mkfifo", [place]);
      else if (type === "symlink") symlinkSync(target, place);
      else if (type === "socket") await listen(place);
    }
    for (const { path = "" } of entries) {
      await expect(files.readFile(path)).rejects.toThrow(ToolProblem);
      await expect(files.peek(path)).rejects.toThrow(ToolProblem);
      await expect(files.writeFile(path, "x")).rejects.toThrow(ToolProblem);
      await expect(files.searchFiles("x", path)).rejects.toThrow(ToolProblem);
    }
    expect((await files.searchFiles("", ".")).hits).toEqual([]);
    expect((await files.listFiles(".")).files.map(({ kind }) => kind)).toEqual([
      "other",
      "link",
      "other",
      "link",
    ]);
  });
});

async function listen(path: string): Promise<void> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(path, resolve));
}
