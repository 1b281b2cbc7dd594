import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/bundled-cli.ts"],
    testTimeout: 30_000,
    // Tests that race real processes on a shared machine get a second try there; a fault that is ours fails twice.
    retry: process.env.CI ? 1 : 0,
    // Many tests wait for processes and timeouts, so more workers than the two cores of a small machine pay.
    maxWorkers: 4,
    pool: "forks",
  },
});
