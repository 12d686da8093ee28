import { alignSteps } from "../../trace/align-steps.ts";
import { openRules, type RuleSet } from "../../trace/apply-rules.ts";
import type { AlignedPair } from "../../trace/cause.ts";
import type { TraceRules } from "../../trace/trace-rules.ts";
import type { PlaytestTrace } from "../record/playtest-trace.ts";
import type { PlaytestCause } from "./cause-kinds.ts";
import { compareHeaders } from "./compare-headers.ts";
import { openState, type DiffInput } from "./diff-state.ts";
import { diffView } from "./diff-view.ts";
import { readView } from "./read-view.ts";
import { walkPairs } from "./walk-pairs.ts";

/** How two traces of a story differ. */
export interface TraceDiff {
  /** Nothing differs that the rules leave standing. */
  readonly equal: boolean;
  /** In the order in which they show; empty iff `equal`. */
  readonly causes: readonly PlaytestCause[];
  /** Where they first part; null where no step differs. */
  readonly firstDivergence: AlignedPair | null;
  /** Every step of both, in order. */
  readonly pairs: readonly AlignedPair[];
  /** One line for each rule that matches nothing in either trace. */
  readonly warnings: readonly string[];
}

/**
 * Compares two traces of a story and says why they differ: steps are aligned by their nodes, and what an earlier cause
 * explains is counted there instead of listed.
 *
 * @param rules  What is looked past; their paths are those of `diffView`.
 * Source: SPEC.md TD5-TD22.
 */
export function diffTraces(expected: PlaytestTrace, actual: PlaytestTrace, rules: TraceRules): TraceDiff {
  const opened = openRules(rules);
  return { ...diffWith(expected, actual, opened), warnings: opened.warnings() };
}

/** Compares two traces under rules that serve other comparisons too, and keep which of them matched. */
export function diffWith(expected: PlaytestTrace, actual: PlaytestTrace, rules: RuleSet): Omit<TraceDiff, "warnings"> {
  return diffInputs(maskTrace(expected, rules), maskTrace(actual, rules));
}

/** A trace with what the rules look past out of it. */
export function maskTrace(trace: PlaytestTrace, rules: RuleSet): DiffInput {
  if (rules.isEmpty) return { trace, configWorldline: trace.header.worldline };
  // The rules leave a view of the same shape, with parts missing.
  return readView(rules.apply(diffView(trace)) ?? {}, trace);
}

/** Compares traces in the form in which they are compared, whatever they were read from. */
export function diffInputs(expected: DiffInput, actual: DiffInput): Omit<TraceDiff, "warnings"> {
  const state = openState(expected, actual);
  const pairs = alignSteps(...nodesOf(expected, actual));
  compareHeaders(state);
  walkPairs(state, pairs);
  const { causes } = state.ledger;
  return { equal: causes.length === 0, causes, firstDivergence: state.firstDivergence, pairs };
}

function nodesOf(...inputs: readonly [DiffInput, DiffInput]): [string[], string[]] {
  const [expected, actual] = inputs.map(({ trace }) => trace.steps.map((step) => step.node));
  return [expected ?? [], actual ?? []];
}
