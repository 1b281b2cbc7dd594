/** Archives are foreign: sound ones come out whole, all others are refused with a reason, and nothing lands outside. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readArchive, unpackArchive } from "../../src/skills/unpack.ts";
import { paxOf, type TarPart, tarOf, type ZipPart, zipOf } from "../support/archives.ts";
import { folderWith } from "../support/folder-with.ts";
import { temporaryFolder } from "../support/temporary.ts";

const skill = "---\nname: a\ndescription: d\n---\nDo it.\n";
const good: ZipPart = { name: "a/SKILL.md", data: skill };
const goodTar: TarPart = { name: "a/SKILL.md", data: skill };

const names = (bytes: Buffer) => readArchive(bytes).files.map(({ path }) => path);
const texts = (bytes: Buffer) =>
  readArchive(bytes).files.map(({ path, data }) => [path, Buffer.from(data).toString("utf8")]);

describe("sound archives", () => {
  const long = `${"deep/".repeat(20)}${"n".repeat(120)}.md`;
  const cases: [what: string, bytes: Buffer, expected: string[][]][] = [
    [
      "a zip",
      zipOf([good, { name: "a/x.sh", data: "x", mode: 0o100755 }]),
      [
        ["a/SKILL.md", skill],
        ["a/x.sh", "x"],
      ],
    ],
    ["a zip that is not packed", zipOf([{ ...good, stored: true }]), [["a/SKILL.md", skill]]],
    [
      "a zip written to a pipe",
      zipOf([{ ...good, descriptor: true }, good].slice(0, 1)),
      [["a/SKILL.md", skill]],
    ],
    ["a zip in 64 bits", zipOf([{ ...good, wide: true }], { wide: true }), [["a/SKILL.md", skill]]],
    [
      "a zip with a comment",
      zipOf([good], { comment: "hello PK\x05\x06" }),
      [["a/SKILL.md", skill]],
    ],
    [
      "a zip with folders",
      zipOf([{ name: "a/", mode: 0o040755, stored: true }, good]),
      [["a/SKILL.md", skill]],
    ],
    [
      "a zip of Windows",
      zipOf([{ ...good, name: "a\\SKILL.md", mode: 0 }]),
      [["a/SKILL.md", skill]],
    ],
    ["an empty file in a zip", zipOf([{ name: "a/e" }]), [["a/e", ""]]],
    ["a tar", tarOf([goodTar, { name: "a", type: "5" }]), [["a/SKILL.md", skill]]],
    ["a tar.gz", gzipSync(tarOf([goodTar])), [["a/SKILL.md", skill]]],
    [
      "a ustar prefix",
      tarOf([{ ...goodTar, name: "SKILL.md", prefix: "b/c" }]),
      [["b/c/SKILL.md", skill]],
    ],
    [
      "a GNU long name",
      tarOf([
        { name: "././@LongLink", type: "L", data: `${long}\0` },
        { name: "cut", data: "x" },
      ]),
      [[long, "x"]],
    ],
    [
      "a pax name",
      tarOf([
        { name: "pax", type: "x", data: paxOf({ path: "ü/é.md", mtime: "1.5" }) },
        { name: "cut", data: "x" },
      ]),
      [["ü/é.md", "x"]],
    ],
    [
      "a global pax comment, as git archive writes",
      tarOf([
        { name: "pax_global_header", type: "g", data: paxOf({ comment: "0".repeat(40) }) },
        goodTar,
      ]),
      [["a/SKILL.md", skill]],
    ],
    [
      "litter of file managers",
      zipOf([
        good,
        { name: "__MACOSX/a/._SKILL.md", data: "x" },
        { name: "a/.DS_Store", data: "x" },
      ]),
      [["a/SKILL.md", skill]],
    ],
  ];
  test.each(cases)("%s is read", (_, bytes, expected) => expect(texts(bytes)).toEqual(expected));

  test("what the system's own programs write is read", () => {
    const folder = folderWith({ "a/SKILL.md": skill, "a/scripts/x.sh": "echo x\n" });
    for (const [name, program, args] of [
      ["one.tar", "tar", ["-cf"]],
      ["two.tar.gz", "tar", ["-czf"]],
      ["three.tar", "tar", ["--format=pax", "-cf"]],
    ] as const) {
      execFileSync(program, [...args, join(folder, name), "a"], { cwd: folder });
      const read = names(readFileSync(join(folder, name)));
      expect([name, read.toSorted()]).toEqual([name, ["a/SKILL.md", "a/scripts/x.sh"]]);
    }
  });

  test("links are named and left out, set-user bits are named and dropped", () => {
    const target = temporaryFolder();
    const from = folderWith({
      "s.zip": zipOf([
        good,
        { name: "a/out", data: "/etc/passwd", mode: 0o120777 },
        { name: "a/su", data: "x", mode: 0o104755 },
      ]),
    });
    expect(unpackArchive(join(from, "s.zip"), target).notes).toEqual([
      "a/out: a link; it is left out.",
      "a/su: a setuid or setgid bit; the copy does not have it.",
    ]);
    expect(readdirSync(join(target, "a")).sort()).toEqual(["SKILL.md", "su"]);
    expect(statSync(join(target, "a/su")).mode & 0o7000).toBe(0);
    const links = readArchive(
      tarOf([
        goodTar,
        { name: "a/hard", type: "1", link: "/etc/shadow" },
        { name: "a/soft", type: "2", link: "../.." },
      ]),
    ).links;
    expect(links).toEqual(["a/hard", "a/soft"]);
  });
});

describe("hostile archives are refused, with a reason", () => {
  const zeros = Buffer.alloc(130 * 1024 * 1024);
  const first = zipOf([good]);
  const cases: [what: string, bytes: () => Buffer, reason: RegExp][] = [
    ["zip slip", () => zipOf([{ name: "../../evil", data: "x" }]), /leads out/],
    ["zip slip by backslash", () => zipOf([{ name: "a\\..\\..\\evil", data: "x" }]), /leads out/],
    ["an absolute name", () => zipOf([{ name: "/etc/evil", data: "x" }]), /absolute/],
    ["a drive", () => zipOf([{ name: "C:\\evil", data: "x" }]), /absolute/],
    ["a NUL in a name", () => zipOf([{ name: "a\0b", data: "x" }]), /control/],
    ["an escape in a name", () => zipOf([{ name: "a\u001b[2J", data: "x" }]), /control/],
    ["a name twice", () => zipOf([good, good]), /twice/],
    [
      "names alike but for letter case",
      () => zipOf([good, { ...good, name: "A/skill.MD" }]),
      /as well/,
    ],
    [
      "names alike but for the accent's form",
      () =>
        zipOf([
          { name: "caf\u00e9", data: "x" },
          { name: "cafe\u0301", data: "y" },
        ]),
      /as well/,
    ],
    [
      "a file where a folder is",
      () => zipOf([{ name: "a", data: "x" }, good]),
      /file and a folder/,
    ],
    [
      "a link and a file behind it",
      () =>
        zipOf([
          { name: "a", data: "/etc", mode: 0o120777 },
          { name: "a/../../x", data: "y" },
        ]),
      /leads out/,
    ],
    ["a device", () => zipOf([{ name: "d", mode: 0o020644 }]), /device/],
    ["encryption", () => zipOf([{ ...good, flags: 1 }]), /encrypted/],
    ["a method nobody knows", () => zipOf([{ ...good, method: 12 }]), /method \(12\)/],
    ["a wrong checksum", () => zipOf([{ ...good, claims: { crc: 1 } }]), /checksum/],
    [
      "a size that is larger than it claims",
      () => zipOf([{ ...good, claims: { size: 3 } }]),
      /size it claims/,
    ],
    [
      "a size that is smaller than it claims",
      () => zipOf([{ ...good, claims: { size: 3000 } }]),
      /another size/,
    ],
    [
      "a huge claimed size",
      () => zipOf([{ ...good, claims: { size: 0xfffffff0 } }]),
      /more than \d+ bytes/,
    ],
    ["a bomb", () => zipOf([{ name: "b", data: zeros }]), /more than \d+ bytes/],
    [
      "files that share their content",
      () =>
        zipOf([
          good,
          { ...good, name: "b/SKILL.md", claims: { headerAt: 0, localName: "b/SKILL.md" } },
        ]),
      /another name/,
    ],
    [
      "too many entries",
      () => zipOf(Array.from({ length: 10_001 }, (_, at) => ({ name: `f${at}`, stored: true }))),
      /more than 10000 entries/,
    ],
    [
      "another name at the content",
      () => zipOf([{ ...good, claims: { localName: "b/SKILL.md" } }]),
      /another name/,
    ],
    ["an end that is missing", () => first.subarray(0, -10), /directory is missing/],
    [
      "something before the directory's end",
      () => Buffer.concat([first.subarray(0, -22), Buffer.from("x"), first.subarray(-22)]),
      /not where it should be/,
    ],
    [
      "a name that is no UTF-8",
      () =>
        Buffer.from(
          zipOf([{ name: "a?b", data: "x" }])
            .toString("latin1")
            .replaceAll("a?b", "a\xffb"),
          "latin1",
        ),
      /not UTF-8/,
    ],
    ["tar slip", () => tarOf([{ name: "../evil", data: "x" }]), /leads out/],
    ["an absolute tar name", () => tarOf([{ name: "/evil", data: "x" }]), /absolute/],
    [
      "tar slip by a pax name",
      () => tarOf([{ name: "p", type: "x", data: paxOf({ path: "../evil" }) }, goodTar]),
      /leads out/,
    ],
    [
      "tar slip by a long name",
      () => tarOf([{ name: "l", type: "L", data: "a/../../evil\0" }, goodTar]),
      /leads out/,
    ],
    [
      "a link that leads out by its own name",
      () => tarOf([{ name: "../l", type: "2", link: "/" }]),
      /leads out/,
    ],
    ["a pipe", () => tarOf([{ name: "p", type: "6" }]), /device or a pipe/],
    ["a device in a tar", () => tarOf([{ name: "d", type: "4" }]), /device or a pipe/],
    ["a sparse file", () => tarOf([{ name: "s", type: "S" }]), /kind/],
    [
      "a sparse file by pax",
      () => tarOf([{ name: "p", type: "x", data: paxOf({ "GNU.sparse.major": "1" }) }, goodTar]),
      /holes/,
    ],
    [
      "a name for all files",
      () => tarOf([{ name: "p", type: "g", data: paxOf({ path: "x" }) }, goodTar]),
      /one name/,
    ],
    ["a wrong header checksum", () => tarOf([{ ...goodTar, claims: { sum: 1 } }]), /checksum/],
    [
      "a huge claimed tar size",
      () => tarOf([{ ...goodTar, claims: { size: 0o77777777777 } }]),
      /cut off/,
    ],
    ["a tar that is cut off", () => tarOf([goodTar], { end: false }), /cut off/],
    ["a name twice in a tar", () => tarOf([goodTar, goodTar]), /twice/],
    [
      "pax fields that lie about their length",
      () => tarOf([{ name: "p", type: "x", data: "999 path=x\n" }, goodTar]),
      /pax fields/,
    ],
    [
      "pax fields of length nothing",
      () => tarOf([{ name: "p", type: "x", data: "0 path=x\n" }, goodTar]),
      /pax fields/,
    ],
    ["a gzip bomb", () => gzipSync(Buffer.alloc(150 * 1024 * 1024)), /more than \d+ bytes/],
    ["a damaged gzip", () => gzipSync(tarOf([goodTar])).subarray(0, 40), /damaged/],
    ["xz", () => Buffer.from("fd377a585a000000", "hex"), /xz archives are not read/],
    ["no archive", () => Buffer.from("hello"), /no zip, tar or tar.gz/],
  ];
  test.each(cases)("%s", (_, bytes, reason) => expect(() => readArchive(bytes())).toThrow(reason));

  test("and nothing is written", () => {
    const outer = temporaryFolder();
    const target = join(outer, "in");
    execFileSync("mkdir", [target]);
    const from = folderWith({ "s.zip": zipOf([good, { name: "a/../../evil", data: "x" }]) });
    expect(() => unpackArchive(join(from, "s.zip"), target)).toThrow(/leads out/);
    expect([readdirSync(target), existsSync(join(outer, "evil"))]).toEqual([[], false]);
  });

  test("a pipe in the archive's place is refused and not waited for", () => {
    const folder = temporaryFolder();
    execFileSync("mkfifo", [join(folder, "p")]);
    expect(() => unpackArchive(join(folder, "p"), temporaryFolder())).toThrow(/Not a plain file/);
  });

  test("a link that stands in the target's way is never written through", () => {
    const target = temporaryFolder();
    const elsewhere = folderWith({ "SKILL.md": "mine" });
    symlinkSync(join(elsewhere, "SKILL.md"), join(target, "SKILL.md"));
    const from = folderWith({ "s.zip": zipOf([{ ...good, name: "SKILL.md" }]) });
    expect(() => unpackArchive(join(from, "s.zip"), target)).toThrow(/EEXIST/);
    expect(readFileSync(join(elsewhere, "SKILL.md"), "utf8")).toBe("mine");
  });
});

test("2,000 damaged archives each end as files with sound names or as a refusal", () => {
  const seeds = [
    zipOf([good, { name: "a/x", data: "x", descriptor: true }]),
    zipOf([{ ...good, wide: true }], { wide: true }),
    tarOf([{ name: "p", type: "x", data: paxOf({ path: "a/b" }) }, goodTar]),
    gzipSync(tarOf([goodTar])),
  ];
  let state = 3;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const ends = { read: 0, refused: 0 };
  for (let round = 0; round < 2000; round++) {
    const bytes = Buffer.from(seeds[next(seeds.length)] ?? "");
    for (let change = next(4); change >= 0; change--) bytes[next(bytes.length)] = next(256);
    try {
      for (const path of names(bytes)) {
        expect(path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|[\0-\x1f\\]/);
      }
      ends.read++;
    } catch (thrown) {
      expect(thrown).toMatchObject({ name: "Refusal", message: expect.any(String) });
      ends.refused++;
    }
  }
  expect(Math.min(ends.read, ends.refused)).toBeGreaterThan(50);
});
