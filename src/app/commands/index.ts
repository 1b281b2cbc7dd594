/** Every command, in the order of the help. */

import type { Command } from "../command.ts";
import { demo } from "./demo.ts";
import { sessions } from "./sessions.ts";

export const commands: readonly Command[] = [demo, sessions];
