import type { Scenario } from "../scenario/scenario.ts";
import { earlyStop } from "../verdict/early-stop.ts";
import { reportScenario } from "../verdict/report-scenario.ts";
import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";

/** What is on disk of a scenario whose run did not come to its end. */
export interface UnfinishedScenario {
  readonly name: string;
  readonly file: string;
  readonly requested: number;
  /** Null where the traces do not tell, as in metadata_only. */
  readonly gated: Pick<Scenario, "threshold" | "gate"> | null;
  readonly results: readonly TrialResult[];
  readonly allowInfra: boolean;
  /** Why it did not come to its end. */
  readonly why: string;
}

/** No trial reaches it: where nobody knows what was asked, nothing passes. */
const UNREACHABLE = 2;

/**
 * What is known of a scenario whose run did not come to its end: its verdict is `infra`, unless what ran settles it, as a
 * hard failure does.
 *
 * Source: SPEC.md RT18.
 */
export function reportUnfinished(unfinished: UnfinishedScenario): ScenarioReport {
  const { name, file, requested, gated, results, allowInfra, why } = unfinished;
  const scenario = { name, file, ...(gated ?? { threshold: UNREACHABLE, gate: null }) };
  const left = requested - results.length;
  const report = reportScenario({ scenario, results, requested, stoppedEarly: left > 0 ? why : null, allowInfra });
  if (report.verdict === "hard_fail") return report;
  if (left > 0 && (gated === null || earlyStop({ scenario, results, requested }) === null)) {
    return { ...report, verdict: "infra", why: `${left} of ${requested} trials did not run: ${why}` };
  }
  if (gated !== null) return report;
  return { ...report, verdict: "infra", why: "all trials ran, but what their gate asks for is not recorded" };
}
