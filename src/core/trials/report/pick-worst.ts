import type { TrialStatus } from "../record/trial-lines.ts";
import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";

const URGENCY: Readonly<Record<TrialStatus, number>> = { hard_fail: 0, failed: 1, infra_error: 2, passed: 3 };

/** Where nobody answered, that is what there is to look at. */
const INFRA_FIRST: Readonly<Record<TrialStatus, number>> = { ...URGENCY, infra_error: -1 };

/** Trials that did not pass, the one most worth looking at first: hard failures, then by score, then as they ran. Source: SPEC.md RT4. */
export function worstFirst({ verdict, results }: Pick<ScenarioReport, "verdict" | "results">): readonly TrialResult[] {
  const urgency = verdict === "infra" ? INFRA_FIRST : URGENCY;
  return results
    .filter(({ status }) => status !== "passed")
    .toSorted((a, b) => urgency[a.status] - urgency[b.status] || (a.score ?? 0) - (b.score ?? 0) || a.trialIndex - b.trialIndex);
}

/** The trial most worth looking at; null where all passed. */
export function pickWorst(report: Pick<ScenarioReport, "verdict" | "results">): TrialResult | null {
  return worstFirst(report)[0] ?? null;
}

const OVER_LIMIT: Readonly<Record<string, string>> = {
  timeout: "its time was up",
  budget: "its budget was spent",
  max_turns: "it had no turns left",
};

/** Why a trial did not pass, a reason each. Where its record holds no content, what is left of it. Source: SPEC.md RT3. */
export function reasonsOf({ status, error, assertions, finishReason }: TrialResult): readonly string[] {
  if (status === "passed") return [];
  const limit = OVER_LIMIT[finishReason];
  const missed = assertions
    .filter(({ outcome, weight, required }) => outcome !== "pass" && (weight > 0 || required))
    // What could not be judged for want of an answer explains nothing.
    .filter(({ outcome }) => status !== "infra_error" || error === null || outcome === "fail")
    .map(
      ({ name, outcome, why }) =>
        `\`${name}\` ${outcome === "fail" ? "failed" : outcome === "skipped" ? "was skipped" : "is unknown"}${why === "" ? "" : `: ${why}`}`,
    );
  return [...(error === null ? [] : [error]), ...(limit === undefined ? [] : [limit]), ...missed];
}
