import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    // One process per file costs 0.1-0.2 s each; our tests share nothing global, so isolation buys nothing.
    isolate: false,
    pool: "threads",
    globalSetup: "tests/support/test-folder.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
