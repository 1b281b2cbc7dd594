import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/bundled-cli.ts"],
    testTimeout: 30_000,
    // Many tests wait for processes and timeouts, so more workers than the two cores of a small machine pay.
    maxWorkers: 4,
    pool: "forks",
  },
});
