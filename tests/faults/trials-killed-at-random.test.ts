import { expect, test } from "vitest";
import { pickMomentMs, playRounds } from "../support/faults/play-rounds.ts";
import { createTrialsFault } from "../support/faults/trials-fault.ts";

test(
  "[RC9] killed at any moment, a run's manifest lists exactly its traces, and the run can go on",
  { timeout: 3_600_000 },
  async () => {
    const fault = await createTrialsFault("trials-killed");
    const outcomes = await playRounds({
      file: "tests/faults/trials-killed-at-random.test.ts",
      title: "trial run",
      always: 20,
      keptIn: fault.dir,
      async play(round, random) {
        const first = pickMomentMs(random, fault.sinceBegunMs());
        const again = pickMomentMs(random, fault.sinceBegunMs() / 2);
        // In every other round the run goes on; in every fourth that process is killed too.
        const more: readonly (number | null)[] = [[], [null], [], [again, null]][round % 4] ?? [];
        const { kills, problems } = await fault.disturb(`round-${round}`, [first, ...more]);
        return { outcome: `killed ${kills} times`, problems };
      },
    });
    fault.remove();
    expect(outcomes.size).toBeGreaterThan(1);
  },
);
