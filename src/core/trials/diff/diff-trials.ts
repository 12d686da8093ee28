import { alignSteps } from "../../trace/align-steps.ts";
import { openRules } from "../../trace/apply-rules.ts";
import type { AlignedPair } from "../../trace/cause.ts";
import { openLedger } from "../../trace/ledger.ts";
import type { TraceRules } from "../../trace/trace-rules.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import type { TrialCause } from "./cause-kinds.ts";
import { compareJudging } from "./compare-judging.ts";
import { compareExecution, compareSetup } from "./compare-setup.ts";
import { stepKey, walkSteps } from "./compare-steps.ts";
import type { TrialDiffState } from "./diff-state.ts";
import { trialView, type TrialView } from "./trial-view.ts";

/** How two trials differ, in the shape of every trace's difference. */
export interface TrialDiff {
  /** Nothing differs that the rules leave standing. */
  readonly equal: boolean;
  /** In the order in which they show; empty iff `equal`. */
  readonly causes: readonly TrialCause[];
  /** Where the conversations first part; null where they never do. */
  readonly firstDivergence: AlignedPair | null;
  /** Every step of both, in order: what the user, the model and the tools say, and what went wrong. */
  readonly pairs: readonly AlignedPair[];
  /** One line for each rule that matches nothing in either trace. */
  readonly warnings: readonly string[];
}

/**
 * Compares two trials and says why they differ: the scenario's side first, then the first thing that is said otherwise. What an
 * earlier cause explains is counted there instead of listed.
 *
 * @param rules  What is looked past; their paths are those of `trialView`.
 * Source: SPEC.md DT1-DT7.
 */
export function diffTrials(expected: TrialTrace, actual: TrialTrace, rules: TraceRules): TrialDiff {
  const opened = openRules(rules);
  const mask = (trace: TrialTrace): TrialView => {
    const view = trialView(trace);
    return opened.isEmpty ? view : wholeView(opened.apply(view));
  };
  const state: TrialDiffState = {
    expected: mask(expected),
    actual: mask(actual),
    ledger: openLedger(),
    path: null,
    judging: null,
    firstDivergence: null,
  };
  const pairs = alignSteps(state.expected.steps.map(stepKey), state.actual.steps.map(stepKey));
  compareSetup(state);
  walkSteps(state, pairs);
  compareExecution(state);
  compareJudging(state);
  const { causes } = state.ledger;
  const { firstDivergence } = state;
  return { equal: causes.length === 0, causes, firstDivergence, pairs, warnings: opened.warnings() };
}

/** A view that rules took parts out of: anything may be missing, and steps keep their places. */
function wholeView(masked: unknown): TrialView {
  const view = (masked ?? {}) as Partial<TrialView>;
  const given: readonly unknown[] = Array.isArray(view.steps) ? view.steps : [];
  const steps = given.map((step) => (typeof step === "object" && step !== null ? step : {}));
  return { ...view, steps } as unknown as TrialView;
}
