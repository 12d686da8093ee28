import type { CostMeter } from "../../core/trials/run/cost-meter.ts";
import type { TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { traceFileOf } from "./run-files.ts";
import type { ManifestLine, RecordedRun } from "./run-store.ts";

/** What a run that goes on has paid for already. */
export interface Charged {
  readonly run: Pick<RecordedRun, "folder">;
  readonly found: readonly ManifestLine[];
  /** Results that stay, by scenario. */
  readonly results: ReadonlyMap<string, readonly TrialResult[]>;
}

/**
 * Charges what a run has spent before it goes on: of trials that are run again, too. Of a call that was broken off nobody knows
 * what it cost, and whoever lets a run go on knows of it: answers alone are counted there.
 *
 * Source: SPEC.md of src/core/trials/run, RN12.
 */
export async function chargeEarlier(meter: CostMeter, { run, found, results }: Charged): Promise<void> {
  const kept = new Set<string>();
  for (const { traceId, costUsd, judgeCostUsd } of [...results.values()].flat()) {
    kept.add(traceId);
    meter.add(costUsd);
    meter.add(judgeCostUsd);
  }
  for (const { traceId } of found) if (!kept.has(traceId)) await chargeTrace(meter, traceFileOf(run, traceId));
}

async function chargeTrace(meter: CostMeter, path: string): Promise<void> {
  const reading = await loadTrialTrace({ path, name: path });
  if (reading.kind === "damaged") return;
  for (const line of reading.trace.lines) {
    if (line.line === "model_response" || (line.line === "judge_vote" && !line.unasked)) meter.add(line.costUsd);
  }
}
