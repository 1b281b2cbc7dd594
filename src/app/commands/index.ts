/** Every command, in the order of the help. */

import type { Command } from "../command.ts";
import { demo } from "./demo.ts";
import { permissions } from "./permissions.ts";
import { sessions } from "./sessions.ts";

export const commands: readonly Command[] = [demo, sessions, permissions];
