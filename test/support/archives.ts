/** Makes zip and tar files, sound ones and such as no program would make. */

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  name: string;
  data?: string | Uint8Array;
  /** Unix type and permissions; default: a plain file, 0644. */
  mode?: number;
  /** Default: deflated. */
  stored?: boolean;
  /** As a program that writes to a pipe does: sizes behind the data. */
  descriptor?: boolean;
  flags?: number;
  method?: number;
  /** What the directory claims instead of the truth. */
  claims?: { size?: number; crc?: number; packed?: number; headerAt?: number; localName?: string };
  /** Sizes in 64 bits. */
  wide?: boolean;
}

export function zipOf(
  parts: readonly ZipPart[],
  options: { wide?: boolean; comment?: string } = {},
): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const push = (piece: Buffer) => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const part of parts) {
    const { claims = {}, flags = 0, mode = 0o100644 } = part;
    const data = Buffer.from(part.data ?? "");
    const packed = part.stored ? data : deflateRawSync(data);
    const method = part.method ?? (part.stored ? 0 : 8);
    const crc = claims.crc ?? crc32(data);
    const size = claims.size ?? data.length;
    const headerAt = claims.headerAt ?? at;
    const name = Buffer.from(part.name);
    const localName = Buffer.from(claims.localName ?? part.name);
    const bits = flags | (part.descriptor ? 8 : 0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(bits, 6);
    local.writeUInt16LE(method, 8);
    if (!part.descriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(packed.length, 18);
      local.writeUInt32LE(size, 22);
    }
    local.writeUInt16LE(localName.length, 26);
    push(Buffer.concat([local, localName, packed]));
    if (part.descriptor) {
      const behind = Buffer.alloc(16);
      behind.writeUInt32LE(0x08074b50, 0);
      behind.writeUInt32LE(crc, 4);
      behind.writeUInt32LE(packed.length, 8);
      behind.writeUInt32LE(size, 12);
      push(behind);
    }
    const extra = part.wide ? Buffer.alloc(28) : Buffer.alloc(0);
    if (part.wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      for (const [index, value] of [size, packed.length, headerAt].entries()) {
        extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
      }
    }
    const all = 0xffffffff;
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE((3 << 8) | 20, 4);
    entry.writeUInt16LE(bits, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(part.wide ? all : (claims.packed ?? packed.length), 20);
    entry.writeUInt32LE(part.wide ? all : size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(mode * 0x10000, 38);
    entry.writeUInt32LE(part.wide ? all : headerAt, 42);
    directory.push(entry, name, extra);
  }
  const list = Buffer.concat(directory);
  const start = at;
  push(list);
  if (options.wide) push(wideEnd(parts.length, list.length, start));
  const comment = Buffer.from(options.comment ?? "");
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.wide ? 0xffff : parts.length, 8);
  end.writeUInt16LE(options.wide ? 0xffff : parts.length, 10);
  end.writeUInt32LE(options.wide ? 0xffffffff : list.length, 12);
  end.writeUInt32LE(options.wide ? 0xffffffff : start, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...pieces, end, comment]);
}

function wideEnd(entries: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(56);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  for (const [offset, value] of [
    [24, entries],
    [32, entries],
    [40, size],
    [48, at],
  ] as const) {
    end.writeBigUInt64LE(BigInt(value), offset);
  }
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end, locator]);
}

export interface TarPart {
  name: string;
  data?: string | Uint8Array;
  mode?: number;
  /** Default: "0", a plain file. */
  type?: string;
  link?: string;
  prefix?: string;
  /** What the header claims instead of the truth. */
  claims?: { size?: number; sum?: number };
}

export function tarOf(parts: readonly TarPart[], options: { end?: boolean } = {}): Buffer {
  const pieces = parts.flatMap(
    ({ name, data = "", mode = 0o644, type = "0", link = "", prefix = "", claims = {} }) => {
      const content = Buffer.from(data);
      const header = Buffer.alloc(512);
      header.write(name, 0, 100);
      header.write(mode.toString(8).padStart(7, "0"), 100);
      header.write((claims.size ?? content.length).toString(8).padStart(11, "0"), 124);
      header.write(type, 156, 1);
      header.write(link, 157, 100);
      header.write("ustar\x0000", 257, "latin1");
      header.write(prefix, 345, 155);
      const sum = header.reduce((total, byte) => total + byte, 8 * 32);
      header.write(`${(claims.sum ?? sum).toString(8).padStart(6, "0")}\0 `, 148);
      return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
    },
  );
  return Buffer.concat([...pieces, Buffer.alloc(options.end === false ? 0 : 1024)]);
}

/** Pax fields as they stand in their entry. */
export function paxOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`);
      const length = rest + String(rest + String(rest).length).length;
      return `${length} ${key}=${value}\n`;
    })
    .join("");
}
