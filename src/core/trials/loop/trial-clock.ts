import type { TrialClock } from "./loop-ports.ts";

/** Opens a trial's clock at 0. It moves by what it is told, so a trial takes the same time on every machine. */
export function createTrialClock(): TrialClock {
  let now = 0;
  return {
    nowMs: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
