import { expect, test } from "vitest";
import { envCommands } from "../support/faults/env-commands.ts";
import { playEnvFault } from "../support/faults/env-fault.ts";
import { pickMomentMs, playRounds } from "../support/faults/play-rounds.ts";
import { createWorkshop } from "../support/sample-game.ts";

const TITLE = "killed at any moment, an environment is what it was or what it was to be";

test(TITLE, { timeout: 36_000_000 }, async () => {
  const workshop = createWorkshop("env-killed");
  const faults = Object.values(await envCommands());
  const outcomes = await playRounds({
    file: "tests/faults/env-killed-at-random.test.ts",
    title: TITLE,
    always: 40,
    keptIn: workshop.dir,
    async play(round, random) {
      const fault = faults[round % faults.length]!;
      const afterMs = pickMomentMs(random, fault.durationMs);
      // In every seventh round the person tries again.
      return await playEnvFault(fault, workshop.at(`round-${round}`), { afterMs, again: round % 7 === 0 });
    },
  });
  workshop.remove();
  expect(outcomes.size).toBeGreaterThan(faults.length);
});
