/** All lanes, by name, and every form that a reply can be read in. */

import type { Lane } from "../core/ports.ts";
import { hermes } from "./hermes.ts";
import { jsonDecision } from "./json-decision.ts";
import { native } from "./native.ts";
import { qwenXml } from "./qwen-xml.ts";
import { react } from "./react.ts";
import { scanners } from "./scanners/index.ts";
import { textDecoder } from "./text-lane.ts";
import { xmlDecision } from "./xml-decision.ts";

export const lanes: ReadonlyMap<string, Lane> = new Map(
  [native, hermes, qwenXml, jsonDecision, xmlDecision, react].map((lane) => [lane.name, lane]),
);

export type Reader = Pick<Lane, "name" | "decode">;

/** Of a lane, or of a form that is no lane; `auto` is the native lane. undefined: there is none of this name. */
export function readerNamed(name: string): Reader | undefined {
  const scanner = scanners.get(name);
  const lane = lanes.get(name === "auto" ? "native" : name);
  if (lane || !scanner) return lane;
  const answer = "An answer to the user is plain text without a call.";
  return { name, decode: textDecoder({ scanner, answer }) };
}

export const readerNames: readonly string[] = [
  ...new Set(["auto", ...lanes.keys(), ...scanners.keys()]),
];
