import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/bundled-cli.ts"],
    testTimeout: 30_000,
    // The fence tests start real processes; more workers than cores only make them wait for each other.
    maxWorkers: 2,
    pool: "forks",
  },
});
