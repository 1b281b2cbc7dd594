/** Reads a tar file in memory: ustar, GNU and pax names; links are named and not made, everything unknown is refused. */

import { type Archive, checkNames, isLitter, safeName, sizeCounter } from "./archive-entry.ts";
import { Refusal } from "./problem.ts";

const block = 512;
/** Of one long name, or one set of pax fields. */
const maxMetaBytes = 64 * 1024;

/** What stands before an entry and is about it. */
interface Told {
  path?: string;
  size?: number;
}

/** Throws Refusal for what is damaged, too large, or would land anywhere but below one folder. */
export function readTar(bytes: Buffer): Archive {
  const archive: Archive = { files: [], links: [] };
  const count = sizeCounter();
  let told: Told = {};
  let at = 0;
  for (;;) {
    const header = bytes.subarray(at, at + block);
    // Without its end mark it may have lost files, and nothing would tell.
    if (header.length < block) throw damaged("it is cut off");
    if (header.every((byte) => byte === 0)) break;
    checkSum(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = told.size ?? numberIn(header, 124, 12);
    const from = at + block;
    if (from + size > bytes.length) throw damaged("it is cut off");
    const data = bytes.subarray(from, from + size);
    at = from + Math.ceil(size / block) * block;
    if ("xgLK".includes(type)) {
      count(0);
      told = { ...told, ...metaOf(type, data) };
      continue;
    }
    count(size);
    take(archive, {
      name: told.path ?? nameIn(header),
      type,
      data,
      mode: numberIn(header, 100, 8),
    });
    told = {};
  }
  checkNames(archive.files);
  return archive;
}

interface TarEntry {
  name: string;
  type: string;
  data: Buffer;
  mode: number;
}

function take(archive: Archive, { name, type, data, mode }: TarEntry): void {
  const path = safeName(name);
  if (type === "1" || type === "2") archive.links.push(path);
  else if (type === "5" || ("07\0".includes(type) && (path === "" || name.endsWith("/")))) {
    if (data.length > 0) throw damaged(`the folder ${JSON.stringify(path)} has content`);
  } else if ("07\0".includes(type)) {
    if (!isLitter(path)) archive.files.push({ path, data, mode: mode & 0o7777 });
  } else if ("346".includes(type)) {
    throw new Refusal(`The archive is refused: ${JSON.stringify(path)} is a device or a pipe.`);
  } else {
    throw new Refusal(
      `The archive is refused: ${JSON.stringify(path)} is of a kind (${JSON.stringify(type)}) that is not read.`,
    );
  }
}

/** A GNU long name, or pax fields; those for all entries (`g`) may say nothing that changes one. */
function metaOf(type: string, data: Buffer): Told {
  if (data.length > maxMetaBytes) throw damaged("a name in it is too long");
  if (type === "K") return {};
  if (type === "L") return { path: textOf(data).replace(/\0[\s\S]*$/, "") };
  const fields = paxFields(data);
  for (const key of fields.keys()) {
    if (key.startsWith("GNU.sparse")) throw damaged("it has files with holes, which are not read");
  }
  const [path, size] = [fields.get("path"), fields.get("size")];
  if (type === "g") {
    if (path !== undefined || size !== undefined)
      throw damaged("it gives all files one name or size");
    return {};
  }
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw damaged("a size in it is no number");
  return {
    ...(path === undefined ? {} : { path }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

/** `LENGTH KEY=VALUE\n`, the length in bytes of all of it. */
function paxFields(data: Buffer): Map<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const digits = /^(\d{1,6}) /.exec(data.toString("latin1", at, at + 8))?.[1];
    const length = Number(digits ?? 0);
    const line = data.subarray(at + (digits?.length ?? 0) + 1, at + length - 1);
    const equals = line.indexOf("=");
    if (
      digits === undefined ||
      at + length > data.length ||
      data[at + length - 1] !== 10 ||
      equals < 1
    ) {
      throw damaged("its pax fields cannot be read");
    }
    fields.set(line.toString("latin1", 0, equals), textOf(line.subarray(equals + 1)));
    at += length;
  }
  return fields;
}

/** With the prefix of ustar before it. */
function nameIn(header: Buffer): string {
  const name = fieldIn(header, 0, 100);
  const isUstar = header.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isUstar ? fieldIn(header, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function fieldIn(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return textOf(end < 0 ? field : field.subarray(0, end));
}

/** Octal digits, or (its first bit set) the number itself. */
function numberIn(header: Buffer, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const bytes = Buffer.from(field);
    bytes[0] = (bytes[0] ?? 0) & 0x7f;
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    if ((field[0] ?? 0) === 0xff || !Number.isSafeInteger(value))
      throw damaged("it claims endless sizes");
    return value;
  }
  const digits = field
    .toString("latin1")
    .replace(/[\0 ]+$/, "")
    .trim();
  if (!/^[0-7]*$/.test(digits)) throw damaged("a number in it cannot be read");
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

/** All bytes of the header, its own field taken as blanks. */
function checkSum(header: Buffer): void {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  if (sum !== numberIn(header, 148, 8)) throw damaged("a header does not match its checksum");
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(
      "The archive is refused: a name in it is not UTF-8; pack it anew with UTF-8 names.",
    );
  }
}

function damaged(what: string): Refusal {
  return new Refusal(`The tar file is refused as damaged: ${what}.`);
}
