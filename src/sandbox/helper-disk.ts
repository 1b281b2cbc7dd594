/** The file tools' disk through the helper process: the same refusals in the same words. */

import { constants } from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import { type FileHelper, HelperRefusal } from "./file-helper.ts";
import { type Place, pathBelow } from "./file-places.ts";
import { problemOf } from "./file-problems.ts";
import type { GlobState } from "./glob.ts";
import { randomName } from "./hash.ts";
import { type Name, nameOf } from "./path-rules.ts";
import type { DiskEntry, PinnedDisk } from "./pinned-disk.ts";
import { checkPlain, type PlainFile, temporaryName, tooBig } from "./pinned-file.ts";
import { inOrder, kindOf, maxDepth, maxEntries, skipped, tooMany } from "./pinned-tree.ts";
import { checkTwins, joined, mayHaveTwin, moved, otherDevice } from "./pinned-walk.ts";

/** A plain file as the helper saw it; its words tell later whether it is still that. */
interface HelpedFile extends PlainFile {
  words: string;
}

export function helperDisk(helper: FileHelper): PinnedDisk {
  const disk: PinnedDisk = {
    read,

    async kind(place) {
      const words = await inParent(place, false, "look", (name) => [name]);
      const stat = words?.[0]?.length ? statOf(`${words[0]}`) : null;
      return stat && kindOf(stat);
    },

    async change(place, maxBytes, make, newMode) {
      const old = await read(place, maxBytes);
      const bytes = make(old);
      if (!old) await checkNew(place);
      const mode = String(old ? old.stat.mode & 0o777 : (newMode ?? 0o666));
      const temporary = temporaryName.replace("*", randomName());
      const asked = await inParent(place, true, "replace", (name) => [
        ...[name, temporary, old?.words ?? "", mode],
        ...[bytes, old || newMode !== undefined ? "1" : ""],
      ]);
      if (!asked) throw new Error(`no folder for ${place.shown}, though it was to be made`);
    },

    async remove(place, maxBytes, check) {
      const old = await read(place, maxBytes);
      if (!old) return;
      check(old);
      await inParent(place, false, "remove", (name) => [name, old.words]);
    },

    async removeFolder(place) {
      await inParent(place, false, "rmdir", (name) => [name]);
    },

    async *entries(place, glob) {
      let seen = 0;
      yield* below(place, "", glob?.start ?? null, 0);

      async function* below(
        folder: Place,
        prefix: string,
        state: GlobState | null,
        depth: number,
      ): AsyncGenerator<DiskEntry, void, void> {
        for (const { name, kind, size } of await listed(folder, depth > 0)) {
          if (++seen > maxEntries) throw tooMany();
          const path = prefix + name.text;
          const at = { ...place, names: [...folder.names, name], shown: pathBelow(place, path) };
          const next = glob && state ? glob.step(state, name.text) : null;
          if (!glob || (next && glob.matched(next)))
            yield { path: at.shown, kind, bytes: () => size, content: (most) => orPass(at, most) };
          if (!glob || !next || kind !== "folder" || depth >= maxDepth || !glob.open(next))
            continue;
          if (skipped.has(name.text) && !glob.named.has(name.text)) continue;
          yield* below(at, `${path}/`, next, depth + 1);
        }
      }
    },

    // What is half written stays: its folder cannot be held while it is looked through.
    sweep() {},
    moreReadable: helper.renew,
    close: helper.close,
  };
  return disk;

  async function read(place: Place, maxBytes: number): Promise<HelpedFile | null> {
    const { shown, root } = place;
    const answer = await inParent(place, false, "read", (name) => [
      ...[name, String(root.device), String(maxBytes)],
    ]);
    const words = answer?.[0];
    if (!words) return null;
    const stat = statOf(`${words}`);
    checkPlain(stat, shown);
    if (stat.dev !== root.device) throw otherDevice(shown);
    if (stat.size > maxBytes) throw tooBig(shown, stat.size, maxBytes);
    return { bytes: answer[1] ?? Buffer.alloc(0), stat, words: `${words}` };
  }

  async function orPass(place: Place, maxBytes: number): Promise<Buffer | null> {
    try {
      return (await read(place, maxBytes))?.bytes ?? null;
    } catch (thrown) {
      if (thrown instanceof ToolProblem) return null;
      throw thrown;
    }
  }

  /** `deep`: a folder of the list that is gone, closed or replaced by now is passed over. */
  async function listed(place: Place, deep: boolean) {
    try {
      const fields = await ask("list", place, place.names, false, []);
      if (fields === null) throw new ToolProblem(`${place.shown} does not exist.`);
      const found = [];
      for (let at = 0; at + 2 < fields.length; at += 3) {
        const [name, mode, size] = fields.slice(at, at + 3) as [Buffer, Buffer, Buffer];
        const kind = kindOf(modeOf(Number(`${mode}`)));
        found.push({ name: nameOf(name), kind, size: Number(`${size}`) });
      }
      return inOrder(found);
    } catch (thrown) {
      if (deep && thrown instanceof ToolProblem) return [];
      throw thrown;
    }
  }

  /** Names that would be made: that none is hard to type, or reads like one that is there. */
  async function checkNew(place: Place): Promise<void> {
    const { names } = place;
    for (const [index, name] of names.entries()) {
      const above = names.slice(0, index);
      const there = await ask("look", place, above, false, [name.raw]);
      if (there?.[0]?.length) continue;
      const shown = joined(names.slice(0, index + 1));
      if (mayHaveTwin(name, shown) && there !== null)
        checkTwins(name, shown, ((await ask("names", place, above, false, [])) ?? []).map(String));
    }
  }

  /** null: the folder is not there, or the place is a root. */
  async function inParent(
    place: Place,
    make: boolean,
    operation: string,
    fields: (name: Name["raw"]) => (string | Buffer)[],
  ): Promise<Buffer[] | null> {
    const name = place.names.at(-1);
    if (!name) return null;
    return ask(operation, place, place.names.slice(0, -1), make, fields(name.raw));
  }

  /** null: a folder on the way is not there. */
  async function ask(
    operation: string,
    { root, shown }: Place,
    names: readonly Name[],
    make: boolean,
    fields: readonly (string | Buffer)[],
  ): Promise<Buffer[] | null> {
    try {
      return await helper.ask([
        ...[operation, root.path, String(root.device), String(root.inode)],
        ...[make ? "1" : "", String(names.length)],
        ...names.map(({ raw }) => raw),
        ...fields,
      ]);
    } catch (thrown) {
      if (!(thrown instanceof HelperRefusal)) throw thrown;
      const { code, about } = thrown;
      const deep = Number(about) || 0;
      const which = deep > 0 ? joined(names.slice(0, deep)) : shown;
      if (code === "ENOENT" && deep > 0 && !make) return null;
      if (code === "gone") throw moved(root);
      if (code === "device") throw otherDevice(which);
      if (code === "big") throw tooBig(shown, deep, deep - 1);
      if (code === "short")
        throw new ToolProblem(
          `${shown} was not written: ${deep} bytes arrived. Nothing was changed.`,
        );
      if (code === "changed")
        throw new ToolProblem(
          `${shown} was changed by something else meanwhile. Nothing was written; look at it again.`,
        );
      if (code === "ELOOP" && deep > 0)
        throw new ToolProblem(`${which} is a symbolic link; links are not followed.`);
      throw problemOf(thrown, which);
    }
  }
}

/** From the words of the helper: device, inode, mode, links, owner, group, size, times. */
function statOf(words: string) {
  const [dev = 0, ino = 0, mode = 0, nlink = 0, uid = 0, gid = 0, size = 0] = words
    .split(" ")
    .map(Number);
  return { dev, ino, mode, nlink, uid, gid, size, ...modeOf(mode) };
}

function modeOf(mode: number) {
  const is = (format: number) => () => (mode & constants.S_IFMT) === format;
  return {
    isFile: is(constants.S_IFREG),
    isDirectory: is(constants.S_IFDIR),
    isSymbolicLink: is(constants.S_IFLNK),
    isFIFO: is(constants.S_IFIFO),
    isSocket: is(constants.S_IFSOCK),
  };
}
