import { alignSteps } from "../trace/align-steps.ts";
import type { AlignedPair, Cause } from "../trace/cause.ts";
import { diffTrials } from "../trials/diff/diff-trials.ts";
import type { WholeTrialTrace } from "../trials/record/trial-trace.ts";
import type { ViewDiff } from "./comparison.ts";
import type { ViewedTrace } from "./viewed-trace.ts";

/** A trial with what is shown of it. */
export interface ViewedTrial {
  readonly trial: WholeTrialTrace;
  readonly view: ViewedTrace;
}

/** Two trials of one run always differ in their number. */
const RULES = { ignorePaths: ["meta.trialIndex"], redact: [] };

/**
 * How two trials differ, counted as the viewer counts their steps: settings, votes and assertions are steps there too, and
 * are aligned by their names. Source: SPEC.md TV19.
 */
export function diffTrialViews(before: ViewedTrial, after: ViewedTrial): ViewDiff {
  const { equal, causes, firstDivergence } = diffTrials(before.trial, after.trial, RULES);
  const [golden, actual] = [conversationOf(before.view), conversationOf(after.view)];
  const place = (pair: AlignedPair): AlignedPair => ({
    expected: pair.expected === null ? null : (golden[pair.expected] ?? null),
    actual: pair.actual === null ? null : (actual[pair.actual] ?? null),
  });
  return {
    equal,
    causes: causes.map((cause): Cause => ({ ...cause, step: stepOf(cause, { golden, actual }) })),
    firstDivergence: firstDivergence === null ? null : place(firstDivergence),
    pairs: alignSteps(before.view.steps.map(keyOf), after.view.steps.map(keyOf)),
    warnings: [],
  };
}

/** What went wrong stands where an answer would. */
function keyOf({ place }: ViewedTrace["steps"][number]): string {
  return place === "error" ? "assistant" : place;
}

/** Places of the steps that the comparison of trials knows, in order: what was said, called, and went wrong. */
function conversationOf({ steps }: ViewedTrace): readonly number[] {
  return steps.filter(({ place }) => !/^(setup$|judge |assert )/.test(place)).map(({ i }) => i);
}

/** A step that only the second has is counted there. */
function stepOf({ kind, step }: Cause, sides: { golden: readonly number[]; actual: readonly number[] }): number | null {
  if (step === null) return null;
  return (kind === "step_added" ? sides.actual : sides.golden)[step] ?? null;
}
