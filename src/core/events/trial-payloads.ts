import type { TrialStatus } from "../trials/record/trial-lines.ts";
import type { RunReport } from "../trials/verdict/scenario-report.ts";
import { type EventPayload, MAX_TOLD_SCENARIOS } from "./event.ts";

/** What is known of a run before its first trial. */
export interface BegunRun {
  readonly createdAtMs: number;
  readonly recordingMode: RunReport["recordingMode"];
  readonly seed: number;
  readonly scenarios: readonly { readonly name: string; readonly trials: number }[];
}

/** A trial as its run's manifest has it. */
export interface ListedTrial {
  readonly scenario: string;
  readonly status: TrialStatus | "running" | "interrupted";
}

type Finished = EventPayload<"trial.finished">;

/** What the stream is told of a run that began; no content. Source: SPEC.md E15. */
export function startedPayload({ createdAtMs, recordingMode, seed, scenarios }: BegunRun): EventPayload<"trial.started"> {
  return {
    beganAtMs: createdAtMs,
    recordingMode: recordingMode === "metadata_only" ? "metadata_only" : "full",
    seed,
    ...told(scenarios.map(({ name, trials }) => ({ name, trials }))),
  };
}

/** What the stream is told of a run that came to its end: small facts by scenario, no content. Source: SPEC.md E15. */
export function finishedPayload({ scenarios }: RunReport): Finished {
  const facts = scenarios.map(({ name, verdict, rate, trials, passed, failed, hardFailed, infra, cost }) => {
    return { name, verdict, rate, trials, passed, failed, hardFailed, infra, costUsd: cost === null || cost < 0 ? null : cost };
  });
  return { outcome: "recorded", ok: scenarios.every(({ verdict }) => verdict === "pass"), ...told(facts) };
}

/** What the stream is told of a run that did not: how far it came. Nothing of it was judged as a whole. Source: SPEC.md E16. */
export function interruptedPayload({ scenarios }: Pick<BegunRun, "scenarios">, listed: readonly ListedTrial[]): Finished {
  const facts = scenarios.map(({ name }) => {
    const count = (status: TrialStatus): number =>
      listed.filter((trial) => trial.scenario === name && trial.status === status).length;
    const [passed, failed, hardFailed, infra] = [count("passed"), count("failed"), count("hard_fail"), count("infra_error")];
    const trials = passed + failed + hardFailed + infra;
    return { name, verdict: null, rate: null, trials, passed, failed, hardFailed, infra, costUsd: null };
  });
  return { outcome: "interrupted", ok: false, ...told(facts) };
}

const LONGEST_NAME = 200;

function told<T extends { readonly name: string }>(all: readonly T[]): { scenarios: T[]; more: number } {
  const scenarios = all.slice(0, MAX_TOLD_SCENARIOS).map((each) => ({ ...each, name: shortName(each.name) }));
  return { scenarios, more: all.length - scenarios.length };
}

/** Whole characters, whatever somebody wrote into a run's files: others have no canonical form. */
function shortName(name: string): string {
  return name.slice(0, LONGEST_NAME).toWellFormed();
}
