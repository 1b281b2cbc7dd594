import { join } from "node:path";
import { expect, test } from "vitest";
import { approvedSkills } from "../../src/config/approved-skills.ts";
import { projectRules } from "../../src/config/project-rules.ts";
import { untrust } from "../../src/config/trust.ts";
import { UserError } from "../../src/core/errors.ts";
import { temporaryFolder } from "../support/temporary.ts";

test.each([
  ["rules", projectRules],
  ["approved skills", approvedSkills],
  ["trust", untrust],
])("a project that is gone is told in one line where its %s are asked for", (_what, ask) => {
  const config = temporaryFolder();
  const gone = join(config, "gone");
  expect(() => ask(config, gone)).toThrow(UserError);
  expect(() => ask(config, gone)).toThrow(`The folder ${gone} cannot be opened: ENOENT`);
});
