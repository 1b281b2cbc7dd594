/** All lanes, by name. */

import type { Lane } from "../core/ports.ts";
import { native } from "./native.ts";

export const lanes: ReadonlyMap<string, Lane> = new Map([native].map((lane) => [lane.name, lane]));
