/** Reads a zip file in memory: by its directory at the end, every claim of it checked, and what is not known refused. */

import { type Archive, checkNames, isLitter, safeName, sizeCounter } from "./archive-entry.ts";
import { Refusal } from "./problem.ts";

const directoryEnd = 0x06054b50;
const wideDirectoryEnd = 0x06064b50;
const wideLocator = 0x07064b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;

interface Directory {
  at: number;
  size: number;
  entries: number;
}

interface ZipEntry {
  name: string;
  /** What the local header has to say again. */
  rawName: Buffer;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  headerAt: number;
  /** Unix type and permissions; 0: it was not made on such a system. */
  mode: number;
}

/** Throws Refusal for what is damaged, encrypted, too large, or would land anywhere but below one folder. */
export function readZip(bytes: Buffer): Archive {
  const archive: Archive = { files: [], links: [] };
  const count = sizeCounter();
  const ranges: [from: number, to: number][] = [];
  for (const entry of entriesOf(bytes, directoryOf(bytes))) {
    const { name, mode, size } = entry;
    // Some programs for Windows write backslashes; a name that leads out does so either way.
    const path = safeName(name.replaceAll("\\", "/"));
    count(size);
    const kind = mode & 0o170000;
    const isFolder = /[/\\]$/.test(name) || kind === 0o040000;
    if (isFolder || path === "") {
      if (size > 0) throw damaged(`the folder ${JSON.stringify(name)} has content`);
      continue;
    }
    if (kind === 0o120000) {
      archive.links.push(path);
      continue;
    }
    if (kind !== 0 && kind !== 0o100000) {
      throw new Refusal(`The archive is refused: ${JSON.stringify(path)} is a device or a pipe.`);
    }
    const from = dataAt(bytes, entry);
    ranges.push([entry.headerAt, from + entry.packed]);
    if (isLitter(path)) continue;
    archive.files.push({ path, data: unpacked(bytes, entry, from), mode: mode & 0o7777 });
  }
  checkOverlap(ranges);
  checkNames(archive.files);
  return archive;
}

/** Where the list of entries stands. It must end where its end record begins, so that nothing hides between them. */
function directoryOf(bytes: Buffer): Directory {
  const end = findEnd(bytes);
  const disks = [bytes.readUInt16LE(end + 4), bytes.readUInt16LE(end + 6)];
  let directory: Directory = {
    entries: bytes.readUInt16LE(end + 10),
    size: bytes.readUInt32LE(end + 12),
    at: bytes.readUInt32LE(end + 16),
  };
  let behind = end;
  const locator = end - 20;
  if (locator >= 0 && bytes.readUInt32LE(locator) === wideLocator) {
    behind = wide(bytes, locator + 8);
    if (behind > locator - 56 || bytes.readUInt32LE(behind) !== wideDirectoryEnd) {
      throw damaged("its 64-bit directory is not where it should be");
    }
    directory = {
      entries: wide(bytes, behind + 32),
      size: wide(bytes, behind + 40),
      at: wide(bytes, behind + 48),
    };
  } else if (disks.some((disk) => disk !== 0)) throw damaged("it is one of several parts");
  if (directory.at + directory.size !== behind) {
    throw damaged("its directory is not where it should be");
  }
  return directory;
}

/** The end record, searched backwards past a comment. */
function findEnd(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= least; at--) {
    if (bytes.readUInt32LE(at) !== directoryEnd) continue;
    if (at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw damaged("its directory is missing; perhaps it was not copied whole");
}

function* entriesOf(bytes: Buffer, { at, size, entries }: Directory): Generator<ZipEntry> {
  let next = at;
  for (let index = 0; index < entries; index++) {
    if (next + 46 > at + size || bytes.readUInt32LE(next) !== directoryEntry) {
      throw damaged("its directory ends too early");
    }
    const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(next + field));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const nameEnd = next + 46 + nameLength;
    const rawName = bytes.subarray(next + 46, nameEnd);
    const extra = bytes.subarray(nameEnd, nameEnd + extraLength);
    const madeBy = bytes.readUInt8(next + 5);
    const entry: ZipEntry = {
      name: textOf(rawName),
      rawName,
      flags: bytes.readUInt16LE(next + 8),
      method: bytes.readUInt16LE(next + 10),
      crc: bytes.readUInt32LE(next + 16),
      packed: bytes.readUInt32LE(next + 20),
      size: bytes.readUInt32LE(next + 24),
      headerAt: bytes.readUInt32LE(next + 42),
      mode: madeBy === 3 || madeBy === 19 ? bytes.readUInt16LE(next + 40) : 0,
    };
    yield withWideSizes(entry, extra);
    next = nameEnd + extraLength + commentLength;
  }
  if (next !== at + size)
    throw damaged("its directory says how many entries it has, and has others");
}

/** Sizes that do not fit into 32 bits stand in an extra field, in this order, only those that are marked. */
function withWideSizes(entry: ZipEntry, extra: Buffer): ZipEntry {
  const marked = (["size", "packed", "headerAt"] as const).filter(
    (field) => entry[field] === 0xffffffff,
  );
  if (marked.length === 0) return entry;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    if (extra.readUInt16LE(at + 2) < marked.length * 8) break;
    const sizes = marked.map((field, index) => [field, wide(extra, at + 4 + index * 8)]);
    return { ...entry, ...Object.fromEntries(sizes) };
  }
  throw damaged("a 64-bit size is missing");
}

/** Where an entry's data begins. Its own header must name the same file: two answers to one question are an attack. */
function dataAt(bytes: Buffer, { headerAt, rawName, name, flags, method }: ZipEntry): number {
  if ((flags & 0x2041) !== 0 || method === 99) {
    throw new Refusal(`The archive is refused: ${JSON.stringify(name)} is encrypted.`);
  }
  if (headerAt + 30 > bytes.length || bytes.readUInt32LE(headerAt) !== localHeader) {
    throw damaged(`${JSON.stringify(name)} is not where it should be`);
  }
  const nameEnd = headerAt + 30 + bytes.readUInt16LE(headerAt + 26);
  if (!bytes.subarray(headerAt + 30, nameEnd).equals(rawName)) {
    throw damaged(`${JSON.stringify(name)} has another name at its content`);
  }
  return nameEnd + bytes.readUInt16LE(headerAt + 28);
}

function unpacked(bytes: Buffer, entry: ZipEntry, from: number): Uint8Array {
  const { name, method, packed, size, crc } = entry;
  const told = JSON.stringify(name);
  const { inflateRawSync, crc32 } = process.getBuiltinModule("node:zlib");
  const raw = bytes.subarray(from, from + packed);
  if (raw.length !== packed) throw damaged(`${told} is cut off in the archive`);
  if (method !== 0 && method !== 8) {
    throw new Refusal(
      `The archive is refused: ${told} is packed by a method (${method}) that is not read.`,
    );
  }
  let data: Uint8Array = raw;
  try {
    if (method === 8) data = inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw damaged(`${told} cannot be unpacked to the size it claims`);
  }
  if (data.length !== size) throw damaged(`${told} has another size than it claims`);
  if (crc32(data) !== crc) throw damaged(`${told} does not match its checksum`);
  return data;
}

/** Data that counts for several files is how a small archive becomes an endless one. */
function checkOverlap(ranges: [from: number, to: number][]): void {
  let end = 0;
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    if (from < end) throw damaged("files in it share their content");
    end = to;
  }
}

/** Throws Refusal for a number beyond what can be counted exactly. */
function wide(bytes: Buffer, at: number): number {
  const value = at + 8 <= bytes.length ? bytes.readBigUInt64LE(at) : -1n;
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER))
    throw damaged("it claims endless sizes");
  return Number(value);
}

function textOf(name: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(name);
  } catch {
    throw new Refusal(
      "The archive is refused: a name in it is not UTF-8; pack it anew with UTF-8 names.",
    );
  }
}

function damaged(what: string): Refusal {
  return new Refusal(`The zip file is refused as damaged: ${what}.`);
}
