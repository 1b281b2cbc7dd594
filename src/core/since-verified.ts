/** Whether files are what the last verification saw, by their content: a change that was taken back is none any more. */

import type { FileHash } from "./checkpoints.ts";
import type { CheckpointFact, Fact } from "./events.ts";

type Change = Pick<CheckpointFact["files"][number], "before" | "after">;

/**
 * Reads facts in their order. Where the log cannot tell what a file held at the verification, it counts as changed until
 * the next one: a command ran, somebody else changed it, or an undo was cut short.
 */
export class SinceVerified {
  /** As Skillet last left it. */
  readonly #left = new Map<string, FileHash>();
  /** Those that are different now, with what they held when they were verified. */
  readonly #differ = new Map<string, FileHash>();
  /** Writes that the log tells of before they take place, by path. */
  readonly #announced = new Map<string, Change>();
  /** The same of undos, by their id. */
  readonly #undoing = new Map<string, Map<string, Change>>();
  #unknown = false;

  get isSame(): boolean {
    return !this.#unknown && this.#differ.size === 0 && this.#undoing.size === 0;
  }

  /** From here on it is what counts. */
  verified(): void {
    this.#unknown = false;
    this.#differ.clear();
    for (const files of this.#undoing.values())
      for (const path of files.keys()) this.#left.delete(path);
    this.#undoing.clear();
  }

  /** Something may have changed, and no fact tells what. */
  lost(): void {
    this.#unknown = true;
  }

  checkpoint(fact: CheckpointFact): void {
    if (fact.undoes === undefined) {
      for (const { path, before, after, byCommand } of fact.files)
        if (!byCommand) this.#announced.set(path, { before, after });
      return;
    }
    const files = this.#undoing.get(fact.id) ?? new Map<string, Change>();
    // One that was killed is told of again when it goes on: what stood there at first is what it took back.
    for (const { path, before, after } of fact.files)
      files.set(path, { before: files.get(path)?.before ?? before, after });
    if (files.size > 0) this.#undoing.set(fact.id, files);
    if (fact.left !== undefined) this.#undone(fact.id, files, fact.left);
  }

  #undone(id: string, files: ReadonlyMap<string, Change>, left: readonly string[]): void {
    this.#undoing.delete(id);
    // It was left because it is not what the turn had made of it.
    if (left.length > 0) this.lost();
    for (const [path, change] of files) if (!left.includes(path)) this.#changed(path, change);
  }

  result({ effect, isError }: Extract<Fact, { type: "tool_result" }>): void {
    if (effect?.kind === "write") {
      const change = this.#announced.get(effect.path);
      this.#announced.delete(effect.path);
      if (isError) return;
      if (change) this.#changed(effect.path, change);
      else this.lost();
    } else if (effect?.kind === "exec") {
      for (const [path, { after }] of this.#announced) {
        // It was to be removed: whether it is gone, no fact tells.
        if (after !== null) continue;
        this.#announced.delete(path);
        this.#left.delete(path);
      }
    }
  }

  #changed(path: string, { before, after }: Change): void {
    const left = this.#left.get(path);
    if (left !== undefined && left !== before) this.lost();
    const verified = this.#differ.has(path) ? (this.#differ.get(path) ?? null) : before;
    if (after === verified) this.#differ.delete(path);
    else this.#differ.set(path, verified);
    this.#left.set(path, after);
  }
}
