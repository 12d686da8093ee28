import type { AssertionResult, AssertionType } from "../assert/assertion.ts";
import type { TrialFinish, TrialStatus } from "../record/trial-lines.ts";
import { reaches } from "./reaches.ts";

/** What a trial's results come to. */
export interface TrialScore {
  readonly status: TrialStatus;
  /** Weighted mean, 0 to 1; null of an infra_error. */
  readonly score: number | null;
}

/**
 * Scores a trial by its assertions. What failed, was skipped or is unknown counts 0 and keeps its weight: it never helps a trial.
 *
 * - `hard_fail`: a required assertion failed, or the trace could not show that it holds.
 * - `infra_error`: nobody knows, because a provider, a judge or a function of the author's did not answer.
 * - else `passed` where the score reaches the threshold and the conversation came to its end within the scenario's time and
 *   budget, `failed` where not.
 *
 * @param end  How the conversation ended.
 * Source: SPEC.md VD4 to VD7.
 */
export function scoreTrial(
  results: readonly AssertionResult[],
  { threshold, end }: { readonly threshold: number; readonly end: TrialFinish },
): TrialScore {
  const isCutOff = NO_ANSWER.has(end);
  if (results.some((result) => isHardFailure(result, isCutOff))) return { status: "hard_fail", score: scoreOf(results) };
  if (isCutOff || results.some(isUnasked)) return { status: "infra_error", score: null };
  // Its score must not help a mean over the threshold either.
  if (OVER_LIMIT.has(end)) return { status: "failed", score: 0 };
  const score = scoreOf(results);
  return { status: reaches(score, threshold) ? "passed" : "failed", score };
}

/** Ends that say nothing of how the trial would have gone on. */
const NO_ANSWER: ReadonlySet<TrialFinish> = new Set(["error", "interrupted"]);

/** The scenario's own limits: who needs more than them has failed, whatever was reached before. */
export const OVER_LIMIT: ReadonlySet<TrialFinish> = new Set(["timeout", "budget"]);

/** Types that ask somebody; where they are unknown, nobody answered. */
const ASKING: ReadonlySet<AssertionType> = new Set(["judge", "custom"]);

function isUnasked({ outcome, type }: AssertionResult): boolean {
  return outcome === "unknown" && ASKING.has(type);
}

/** A conversation that was cut off skips assertions for its own sake: only what failed for good is the model's fault then. */
function isHardFailure(result: AssertionResult, isCutOff: boolean): boolean {
  if (!result.required || result.outcome === "pass") return false;
  return result.outcome === "fail" || (!isCutOff && !isUnasked(result));
}

/** Where nothing has weight, nothing speaks against the trial. */
function scoreOf(results: readonly AssertionResult[]): number {
  const weight = results.reduce((sum, result) => sum + result.weight, 0);
  if (weight === 0) return 1;
  // What passed in full counts what it weighs, so that full marks are exactly 1.
  return Math.min(1, results.reduce((sum, result) => sum + countOf(result) * result.weight, 0) / weight);
}

/** What was nearly good enough has failed all the same; else a judge's threshold and quorum would decide nothing. */
function countOf({ outcome, score }: AssertionResult): number {
  return outcome === "pass" ? (score ?? 0) : 0;
}
