import { openTrialOrder, type TrialOrder } from "../../core/trials/run/trial-order.ts";
import { earlyStop } from "../../core/trials/verdict/early-stop.ts";
import type { TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import type { TrialProgress } from "./run-options.ts";
import type { Run } from "./run.ts";

/** One scenario's trials under way. */
export interface Lane {
  readonly prepared: PreparedScenario;
  readonly order: TrialOrder<TrialResult>;
  /** By trace, once it is written; null where nothing is recorded. */
  readonly digests: Map<string, string | null>;
  /** Says that no trial of it need go on. */
  readonly signal: AbortSignal;
  /** Takes a result; trials that are not needed any more are stopped. */
  take(result: TrialResult): void;
  progress(): TrialProgress["scenarios"][number];
}

/** @param known  Results that the run has already. */
export function openLane(run: Run, prepared: PreparedScenario, known: readonly TrialResult[]): Lane {
  const { name } = prepared.scenario;
  const stop = new AbortController();
  const order = openTrialOrder<TrialResult>(decideFor(run, prepared));
  const tally = { passed: 0, failed: 0, hard_fail: 0, infra_error: 0, done: 0 };
  const take = (result: TrialResult): void => {
    tally[result.status] += 1;
    tally.done += 1;
    order.take(result.trialIndex, result);
    if (order.early() !== null) stop.abort();
  };
  for (const result of known) take(result);
  return {
    prepared,
    order,
    digests: new Map(known.map(({ traceId, digest }) => [traceId, digest])),
    signal: AbortSignal.any([run.ports.signal, stop.signal]),
    take,
    progress() {
      const { done, passed, failed, hard_fail: hardFailed, infra_error: infra } = tally;
      const total = order.early() === null ? prepared.trials : done;
      return { name, done, total, passed, failed: failed + hardFailed, infra };
    },
  };
}

function decideFor({ options }: Run, { scenario, trials }: PreparedScenario): (results: readonly TrialResult[]) => string | null {
  return (results) => (options.earlyStop ? earlyStop({ scenario, results, requested: trials }) : null);
}

/** Whether trials are missing that were needed. */
export function isShort({ order, prepared }: Lane): boolean {
  return order.early() === null && order.counted().length < prepared.trials;
}
