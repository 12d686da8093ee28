import type { AlignedPair } from "../../trace/cause.ts";
import type { PlaytestStep } from "../record/playtest-trace.ts";
import { collectAssets } from "./compare-assets.ts";
import { compareGap } from "./compare-gap.ts";
import { compareSteps, reportEnd } from "./compare-steps.ts";
import type { OpenCause } from "./ledger.ts";
import { isSame } from "./same.ts";
import { latestCause, type DiffState, type StepPair } from "./diff-state.ts";

/** Walks both traces along their alignment and finds why they differ. */
export function walkPairs(state: DiffState, pairs: readonly AlignedPair[]): void {
  const assets = collectAssets(state);
  const moved = findMoved(state, pairs);
  let from: StepPair | null = null;
  let removed: PlaytestStep[] = [];
  let inserted: PlaytestStep[] = [];
  const closeGap = (isLast: boolean): void => {
    if (removed.length + inserted.length > 0) {
      compareGap(state, { removed, inserted, from, isLast }, moved);
      state.firstDivergence ??= { expected: removed[0]?.i ?? null, actual: inserted[0]?.i ?? null };
    } else if (from?.taken) state.path = from.taken;
    removed = [];
    inserted = [];
  };
  for (const { expected, actual } of pairs) {
    const before = expected === null ? undefined : state.expected.trace.steps[expected];
    const now = actual === null ? undefined : state.actual.trace.steps[actual];
    if (before !== undefined && now !== undefined) {
      closeGap(false);
      from = openPair(before, now);
      compareSteps(state, from, assets);
      if (!isSameStep(before, now)) state.firstDivergence ??= { expected, actual };
    } else if (before !== undefined) removed.push(before);
    else if (now !== undefined) inserted.push(now);
  }
  closeGap(true);
  assets.finish();
  compareEnds(state, from);
}

function openPair(expected: PlaytestStep, actual: PlaytestStep): StepPair {
  const found = { choiceCauses: new Map(), actionCauses: new Map(), ownCause: null, otherActions: [], taken: null };
  return { expected, actual, step: expected.i, node: expected.node, ...found };
}

/** Steps are equal but for their numbers. */
function isSameStep({ i: _before, ...before }: PlaytestStep, { i: _now, ...now }: PlaytestStep): boolean {
  return isSame(before, now);
}

/** Nodes that stand alone on both sides: they were entered at another time. */
function findMoved(state: DiffState, pairs: readonly AlignedPair[]): Set<string> {
  const removed = pairs.flatMap(({ expected, actual }) =>
    actual === null ? (state.expected.trace.steps[expected ?? -1]?.node ?? []) : [],
  );
  const inserted = pairs.flatMap(({ expected, actual }) =>
    expected === null ? (state.actual.trace.steps[actual ?? -1]?.node ?? []) : [],
  );
  const isInserted = new Set(inserted);
  return new Set(removed.filter((node) => isInserted.has(node)));
}

/** How the plays ended: a consequence where their ways parted, a cause where they came to one node and end otherwise. */
function compareEnds(state: DiffState, last: StepPair | null): void {
  const before = state.expected.trace.footer;
  const now = state.actual.trace.footer;
  const isEqual = before.outcome === now.outcome && before.ending === now.ending && before.why === now.why;
  if (!isEqual) {
    const known = explainEnd(state, last);
    if (known === undefined) reportEnd(state, last?.step ?? null);
    else state.ledger.fold(known);
  }
  compareFinalVariables(state);
}

function explainEnd(state: DiffState, last: StepPair | null): OpenCause | undefined {
  const isShared =
    last !== null &&
    last.expected.i === state.expected.trace.steps.length - 1 &&
    last.actual.i === state.actual.trace.steps.length - 1;
  if (!isShared) return state.path ?? undefined;
  return [...last.choiceCauses.values()][0] ?? last.taken ?? (state.isInk ? latestCause(state) : undefined);
}

/** What a play ends with follows from its steps; a difference without one is told all the same. */
function compareFinalVariables(state: DiffState): void {
  const before = state.expected.trace.footer.variables;
  const now = state.actual.trace.footer.variables;
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (isSame(before[name], now[name]) || state.tainted.has(name)) continue;
    const report = { kind: "value_changed", step: null, message: `final variable \`${name}\` changed`, at: [name] } as const;
    state.ledger.report({ ...report, expected: before[name], actual: now[name] });
  }
}
