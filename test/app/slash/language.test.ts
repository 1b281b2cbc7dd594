import { expect, test } from "vitest";
import { slashes } from "../../../src/app/slash/index.ts";
import { ja } from "../../../src/core/messages/ja/index.ts";
import { zh } from "../../../src/core/messages/zh/index.ts";

test("every slash command says in each language what it does", () => {
  for (const { told } of [ja, zh])
    expect(
      slashes.filter(({ describe }) => !Object.hasOwn(told, describe)).map(({ name }) => name),
    ).toEqual([]);
});
