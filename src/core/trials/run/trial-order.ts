/** Results of one scenario's trials as they come, counted in the order of the trials. */
export interface TrialOrder<Result> {
  /** Takes the result of one trial. */
  take(trialIndex: number, result: Result): void;
  has(trialIndex: number): boolean;
  /** Whether trials of this number or later need not run. */
  isOver(trialIndex: number): boolean;
  /** Results that count, in order of trials; where some are missing, what is there. */
  counted(): readonly Result[];
  /** Why it ended early; null where it did not. `uncounted`: results that came too late to count. */
  early(): { readonly why: string; readonly uncounted: readonly Result[] } | null;
}

/**
 * Opens the order of one scenario's results.
 *
 * @param decide  Says after each result, all before it being there, why no more are needed; null to go on.
 *
 * Source: SPEC.md RN5, RN6.
 */
export function openTrialOrder<Result>(decide: (results: readonly Result[]) => string | null): TrialOrder<Result> {
  const results = new Map<number, Result>();
  const prefix: Result[] = [];
  let ended: string | null = null;
  const inOrder = (): [number, Result][] => [...results].toSorted(([a], [b]) => a - b);
  return {
    take(trialIndex, result) {
      results.set(trialIndex, result);
      while (ended === null) {
        const next = results.get(prefix.length);
        if (next === undefined) break;
        prefix.push(next);
        ended = decide(prefix);
      }
    },
    has: (trialIndex) => results.has(trialIndex),
    isOver: (trialIndex) => ended !== null && trialIndex >= prefix.length,
    counted: () => inOrder().flatMap(([index, result]) => (ended !== null && index >= prefix.length ? [] : [result])),
    early: () =>
      ended === null
        ? null
        : { why: ended, uncounted: inOrder().flatMap(([index, result]) => (index >= prefix.length ? [result] : [])) },
  };
}
