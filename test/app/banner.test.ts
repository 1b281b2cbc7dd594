import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { banner } from "../../src/app/banner.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("an output directory that is none any more is told in one line, exit 42", () => {
  const out = join(temporaryFolder(), "out");
  const config = {} as Parameters<typeof banner>[0];
  const endpoint = { model: "m", baseUrl: "http://127.0.0.1/v1" } as Parameters<typeof banner>[1];
  const skills = { shelf: { list: () => [] } };
  const session = { out, skills } as unknown as Parameters<typeof banner>[2];
  const told = expect.objectContaining({
    ...{ name: "UserError", exitCode: 42 },
    message: expect.stringMatching(/^The output directory cannot be opened: /),
  });
  expect(() => banner(config, endpoint, session)).toThrow(told);
  writeFileSync(out, "");
  expect(() => banner(config, endpoint, session)).toThrow(told);
});
