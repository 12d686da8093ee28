import { expect, test } from "vitest";
import { createFreezeFault } from "../support/faults/freeze-fault.ts";
import { playRounds, pickMomentMs } from "../support/faults/play-rounds.ts";
import { SMALL } from "../support/faults/sample-project.ts";

test.each(["spec.ready", "spec.rebind"] as const)(
  "killed at any moment of %s, the project is valid and the same command finishes",
  { timeout: 3_600_000 },
  async (verb) => {
    const fault = await createFreezeFault({ verb, cast: SMALL });
    const outcomes = await playRounds({
      file: "tests/faults/freeze-killed.test.ts",
      title: verb,
      always: 10,
      keptIn: fault.dir,
      async play(round, random) {
        const kill = { from: "opened", afterMs: pickMomentMs(random, fault.workMs) } as const;
        const { ended, outcome, problems } = await fault.disturb(`round-${round}`, { kill });
        return { outcome: ended.signal === null ? "ended before the kill" : `killed: ${outcome}`, problems };
      },
    });
    fault.remove();
    expect(outcomes.size).toBeGreaterThan(0);
  },
);
