/** Adds up what the calls of a run cost. */
export interface CostMeter {
  /** @param costUsd  Of one call; null: unknown. */
  add(costUsd: number | null): void;
  /** Whether no further call may begin. */
  isSpent(): boolean;
  /** Why not, as people are told; it makes sense once it is spent. */
  why(): string;
}

/**
 * Opens the meter of a run.
 *
 * @param limitUsd  Cost at which no further call begins; null for none.
 *
 * Source: SPEC.md RN7, RN8.
 */
export function openCostMeter(limitUsd: number | null): CostMeter {
  let sum = 0;
  let isUnknown = false;
  return {
    add(costUsd) {
      if (costUsd === null) isUnknown = true;
      else sum += costUsd;
    },
    isSpent: () => limitUsd !== null && (isUnknown || sum >= limitUsd),
    why: () =>
      limitUsd !== null && sum < limitUsd
        ? `what a call cost is not known, so the run's limit of $${limitUsd} cannot be kept`
        : `the run's limit of $${limitUsd} is reached`,
  };
}
