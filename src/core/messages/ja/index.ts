/** Japanese. */

import { approval } from "./approval.ts";
import { archives } from "./archives.ts";
import { checks } from "./checks.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { errors } from "./errors.ts";
import { help, helpTold } from "./help.ts";
import { input } from "./input.ts";
import { listings, listingsTold } from "./listings.ts";
import { logs } from "./logs.ts";
import { models, modelsTold } from "./models.ts";
import { pages } from "./pages.ts";
import { plan } from "./plan.ts";
import { reasons } from "./reasons.ts";
import { receipt } from "./receipt.ts";
import { session } from "./session.ts";
import { sessions } from "./sessions.ts";
import { settings, settingsTold } from "./settings.ts";
import { shipped } from "./shipped.ts";
import { skillFiles } from "./skill-files.ts";
import { slash } from "./slash.ts";
import { told } from "./told.ts";
import { undo, undoTold } from "./undo.ts";
import { usage } from "./usage.ts";
import { whys } from "./whys.ts";

export const ja = {
  phrases: {
    ...session,
    ...receipt,
    ...approval,
    ...input,
    ...plan,
    ...undo,
    ...demo,
    ...sessions,
    ...help,
    ...listings,
    ...pages,
    ...models,
    ...settings,
  },
  told: {
    ...told,
    ...reasons,
    ...checks,
    ...errors,
    ...undoTold,
    ...slash,
    ...doctor,
    ...helpTold,
    ...listingsTold,
    ...modelsTold,
    ...logs,
    ...skillFiles,
    ...archives,
    ...shipped,
    ...settingsTold,
    ...whys,
    ...usage,
  },
};
