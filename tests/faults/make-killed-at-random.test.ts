import { expect, test } from "vitest";
import { createMakeFault } from "../support/faults/make-fault.ts";
import { pickMomentMs, playRounds } from "../support/faults/play-rounds.ts";

test("killed at any moment, make starts again and ends as if nothing had been", { timeout: 3_600_000 }, async () => {
  const fault = await createMakeFault("random");
  const outcomes = await playRounds({
    file: "tests/faults/make-killed-at-random.test.ts",
    title: "make",
    always: 40,
    keptIn: fault.dir,
    async play(round, random) {
      const kill = { from: "opened", afterMs: pickMomentMs(random, fault.sinceMs("opened")) } as const;
      // In every other round the process that puts things right is killed too, its opening of the project included.
      const killAgain = { from: "begin", afterMs: pickMomentMs(random, fault.sinceMs("begin")) } as const;
      const { ended, outcome, problems } = await fault.disturb(`round-${round}`, {
        kill,
        ...(round % 2 === 0 ? {} : { killAgain }),
      });
      return { outcome: ended.signal === null ? "ended before the kill" : `killed: ${outcome}`, problems };
    },
  });
  fault.remove();
  expect(outcomes.size).toBeGreaterThan(0);
});
