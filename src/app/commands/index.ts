/** Every command, in the order of the help. */

import type { Command } from "../command.ts";
import { completion } from "./completion.ts";
import { config } from "./config/index.ts";
import { decode } from "./decode.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { harness } from "./harness.ts";
import { models } from "./models.ts";
import { permissions } from "./permissions.ts";
import { replay } from "./replay.ts";
import { sessions } from "./sessions/index.ts";
import { skills } from "./skills/index.ts";
import { undo } from "./undo.ts";
import { verify } from "./verify.ts";

export const commands: readonly Command[] = [
  demo,
  sessions,
  undo,
  replay,
  verify,
  skills,
  permissions,
  models,
  harness,
  decode,
  doctor,
  config,
  completion,
];
