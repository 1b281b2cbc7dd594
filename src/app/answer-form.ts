/** `--json-schema`: the form of the final answer, from a file or typed in place. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";
import type { AnswerForm } from "../core/ports.ts";
import type { JsonObject } from "../core/types.ts";
import { type AnswerCheck, answerCheck } from "../model/answer-check.ts";

/** It goes along with every request. */
const mostBytes = 64 * 1024;

/** `given`: a path, or the schema itself where it begins with `{`. Throws UserError (42): one line that says what is wrong with it. */
export async function answerForm(given: string, cwd: string): Promise<AnswerForm> {
  const inline = given.trimStart().startsWith("{");
  const name = inline ? "--json-schema" : given;
  const text = inline ? given : textOf(resolve(cwd, given), given);
  if (Buffer.byteLength(text) > mostBytes) throw refused(name, "it is longer than 64 KiB");
  const schema = parsed(text, name);
  let check: AnswerCheck;
  try {
    const remote = remoteReference(schema);
    if (remote !== null) throw new Error(`it refers to another document, "${remote.slice(0, 80)}"`);
    check = await answerCheck(schema);
  } catch (thrown) {
    throw refused(name, thrown instanceof RangeError ? "it is too deep" : messageOf(thrown));
  }
  return {
    told: `Your last answer, when the work is done, is one JSON value that fits this JSON Schema, and nothing else: no prose, no code fence.\n${JSON.stringify(schema)}`,
    check,
  };
}

function textOf(path: string, name: string): string {
  try {
    // A pipe or a device could go on for ever, or never begin.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = fstatSync(descriptor);
      if (!fstatSync(descriptor).isFile()) throw new Error("it is no file");
      if (size > mostBytes) throw new Error("it is longer than 64 KiB");
      return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === "ENOENT";
    throw refused(name, missing ? "there is no such file" : messageOf(thrown));
  }
}

function parsed(text: string, name: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw refused(name, `it is no JSON (${messageOf(thrown)})`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as JsonObject;
  throw refused(name, "it is no object");
}

/** Members that hold data and no schemas. */
const data: ReadonlySet<string> = new Set(["const", "enum", "default", "examples"]);

/** The first reference that leads out of the schema; null: there is none. */
function remoteReference(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const refers = /^\$(?:ref|dynamicRef|recursiveRef)$/.test(name);
    if (refers && typeof member === "string" && !member.startsWith("#")) return member;
    const below = data.has(name) ? null : remoteReference(member);
    if (below !== null) return below;
  }
  return null;
}

function refused(name: string, why: string): UserError {
  return new UserError(`${name} cannot be the schema of the answer: ${why}.`, {
    hint: 'For example --json-schema \'{"type":"object","required":["title"]}\', or the name of a file with such a schema.',
  });
}
