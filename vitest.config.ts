import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    // One process per file costs 0.1-0.2 s each; our tests share nothing global, so isolation buys nothing.
    isolate: false,
    pool: "threads",
    // Left to itself it keeps one core free, and on two cores runs file after file, while most of them wait for a process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: "tests/support/test-folder.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
