import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take a minute or more, the longest first. */
const LONG = [
  "faults/crash-points.test.ts",
  "faults/make-killed-at-random.test.ts",
  "browser/screens.test.ts",
  "faults/crash-points-of-make.test.ts",
  "faults/make-killed-at-a-step.test.ts",
  "faults/freeze-killed.test.ts",
  "faults/disk-full.test.ts",
];

/** Begins with the longest files: one that begins last has a core to itself in the end, and the others stand still. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    // One process per file costs 0.1-0.2 s each; our tests share nothing global, so isolation buys nothing.
    isolate: false,
    pool: "threads",
    // Left to itself it keeps one core free, and on two cores runs file after file, while most of them wait for a process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    globalSetup: "tests/support/test-folder.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
