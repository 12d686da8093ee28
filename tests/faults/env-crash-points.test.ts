import { describe, expect, test } from "vitest";
import { envCommands } from "../support/faults/env-commands.ts";
import { playEnvCrashPoints } from "../support/faults/env-crash-points.ts";
import { hasStrace } from "../support/faults/strace.ts";
import { createWorkshop } from "../support/sample-game.ts";

describe.skipIf(!hasStrace())("an environment killed just before a system call (needs strace)", () => {
  test.each([
    ["promote", 4],
    ["rollback", 2],
    ["remove", 2],
  ] as const)(
    "%s ends as if nothing had been, or as if nothing had disturbed it",
    { timeout: 3_600_000 },
    async (name, sample) => {
      const workshop = createWorkshop(`env-points-${name}`);
      const fault = (await envCommands())[name];
      const { points, all, outcomes, problems } = await playEnvCrashPoints(fault, { sample, dir: workshop.dir });
      expect(problems).toEqual([]);
      console.log(`${points} of ${all} calls: ${[...outcomes].map(([outcome, times]) => `${times} ${outcome}`).join(", ")}`);
      expect(outcomes.get(`${name} to its end`) ?? 0).toBeLessThan(points);
      workshop.remove();
    },
  );
});
