import type { TrialStatus } from "../record/trial-lines.ts";

/** One trial that is to be run. */
export interface PlannedTrial {
  readonly scenario: string;
  /** From 0. */
  readonly trialIndex: number;
}

/** A trial that a run has already, as its manifest tells it. */
export interface FoundTrial extends PlannedTrial {
  readonly traceId: string;
  readonly status: TrialStatus | "running" | "interrupted";
}

/** How many trials a scenario is to have. */
export interface Wanted {
  readonly name: string;
  readonly trials: number;
}

/** What a run that goes on has to do. */
export interface PlannedAgain {
  readonly todo: readonly PlannedTrial[];
  readonly kept: readonly FoundTrial[];
  /** Trials of `todo` that have a result: it stands until the new one is there. */
  readonly until: readonly FoundTrial[];
}

/** All trials of a new run, scenario by scenario. Source: SPEC.md RN1. */
export function planTrials(wanted: readonly Wanted[]): readonly PlannedTrial[] {
  return wanted.flatMap(({ name, trials }) =>
    Array.from({ length: trials }, (_, trialIndex) => ({ scenario: name, trialIndex })),
  );
}

/**
 * What of a run is run again, and what is kept.
 *
 * @param which  `missing`: what has no result yet. `errors`: what ended without an answer of its provider.
 * @param found  As it was written; of several traces of one trial the last one counts.
 *
 * Source: SPEC.md RN2, RN3, RN4.
 */
export function planAgain(
  wanted: readonly Wanted[],
  { found, which }: { readonly found: readonly FoundTrial[]; readonly which: "missing" | "errors" },
): PlannedAgain {
  const newest = new Map(found.map((trial) => [keyOf(trial), trial]));
  const has = (trial: PlannedTrial): boolean => hasResult(newest.get(keyOf(trial)));
  const todo = planTrials(wanted).filter((trial) =>
    which === "missing" ? !has(trial) : newest.get(keyOf(trial))?.status === "infra_error",
  );
  const again = new Set(todo.map(keyOf));
  const settled = planTrials(wanted).flatMap((trial) => {
    const known = newest.get(keyOf(trial));
    return known !== undefined && hasResult(known) ? [known] : [];
  });
  const [until, kept] = [true, false].map((is) => settled.filter((trial) => again.has(keyOf(trial)) === is));
  return { todo, kept: kept ?? [], until: until ?? [] };
}

function hasResult(trial: FoundTrial | undefined): boolean {
  return trial !== undefined && trial.status !== "running" && trial.status !== "interrupted";
}

function keyOf({ scenario, trialIndex }: PlannedTrial): string {
  return `${trialIndex} ${scenario}`;
}
