/** Where the shared case files are: beside the checkout. Where they are missing, the suites that walk them say so in a title. */

import { existsSync } from "node:fs";

export const corpora = new URL("../../../shared/corpora/", import.meta.url).pathname;

export const corporaPresent = existsSync(corpora);
