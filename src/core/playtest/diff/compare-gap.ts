import type { PlaytestStep } from "../record/playtest-trace.ts";
import { addDraws, settleStream } from "./compare-draws.ts";
import { applySets, explainWriters, lastWriter } from "./compare-sets.ts";
import { latestCause, taint, type DiffState, type Side, type StepPair } from "./diff-state.ts";
import type { OpenCause } from "./ledger.ts";
import { explainLength, hasNoEnd, reportEnd } from "./compare-steps.ts";
import { isSame } from "./same.ts";

/** Steps between two aligned ones that only one of the traces has. */
export interface Gap {
  readonly removed: readonly PlaytestStep[];
  readonly inserted: readonly PlaytestStep[];
  /** The aligned steps before it; null at the start. */
  readonly from: StepPair | null;
  /** Whether no aligned step follows. */
  readonly isLast: boolean;
}

/** Explains steps that stand alone, and takes over what they set and drew. */
export function compareGap(state: DiffState, gap: Gap, moved: ReadonlySet<string>): void {
  const own = explainGap(state, gap);
  const cause = own ?? reportGap(state, gap, moved);
  const told = own === undefined ? 1 : 0;
  for (let left = gap.removed.length + gap.inserted.length - told; left > 0; left -= 1) state.ledger.fold(cause);
  state.path = cause;
  passThrough(state, gap, cause);
}

/** Why the ways part here, where something found before says so. */
function explainGap(state: DiffState, { from }: Gap): OpenCause | undefined {
  if (from !== null && from.taken !== null) return from.taken;
  // A scene's way is decided by the choice taken alone; an ink story's by all of its state.
  return state.isInk ? latestCause(state) : undefined;
}

function reportGap(state: DiffState, gap: Gap, moved: ReadonlySet<string>): OpenCause {
  if (gap.isLast && isEndChange(state, gap)) return explainLength(state) ?? reportEnd(state, gap.from?.step ?? null);
  const nodes = [...gap.removed, ...gap.inserted].map((step) => step.node);
  if (nodes.every((node) => moved.has(node))) return reportDrift(state, gap);
  if (gap.removed.length === 0) return reportLone(state, { kind: "node_inserted", steps: gap.inserted, from: gap.from });
  if (gap.inserted.length === 0) return reportLone(state, { kind: "node_removed", steps: gap.removed, from: gap.from });
  return reportTarget(state, gap);
}

/** One trace ends where the other goes on, and comes to another end or had no steps left. */
function isEndChange(state: DiffState, { removed, inserted }: Gap): boolean {
  const before = state.expected.trace.footer;
  const now = state.actual.trace.footer;
  if (removed.length > 0 && inserted.length > 0) return false;
  const shorter = removed.length > 0 ? now : before;
  return hasNoEnd(shorter) || before.outcome !== now.outcome || before.ending !== now.ending;
}

function reportLone(
  state: DiffState,
  { kind, steps, from }: { kind: "node_inserted" | "node_removed"; steps: readonly PlaytestStep[]; from: StepPair | null },
): OpenCause {
  const nodes = steps.map((step) => step.node);
  const step = steps[0]?.i ?? 0;
  const verb = kind === "node_inserted" ? "inserted" : "removed";
  const place = from === null ? "at the start" : `after \`${from.node}\``;
  const values: [unknown, unknown] = kind === "node_inserted" ? [null, nodes] : [nodes, null];
  return state.ledger.report({
    kind,
    step,
    message: `step ${step} node \`${nodes[0] ?? ""}\` ${verb}`,
    at: nodes,
    expected: values[0],
    actual: values[1],
    detail: nodes.length === 1 ? place : `${place}, with ${nodes.length - 1} more`,
  });
}

function reportTarget(state: DiffState, { removed, inserted, from }: Gap): OpenCause {
  const before = removed[0]?.node ?? "";
  const now = inserted[0]?.node ?? "";
  const way = from?.expected.chose;
  return state.ledger.report({
    kind: "target_changed",
    step: from?.step ?? null,
    message: from === null ? "trace starts at different node" : `step ${from.step} transitions to different node`,
    at: [from?.node ?? "", way ?? "", before, now],
    expected: before,
    actual: now,
    detail: `${way === null || way === undefined ? "it" : `\`${way}\``} leads to \`${now}\`, to \`${before}\` before`,
  });
}

/** The same nodes, entered at another time. */
function reportDrift(state: DiffState, { removed, inserted, from }: Gap): OpenCause {
  const step = removed[0] ?? inserted[0];
  const nodes = [...removed, ...inserted].map((lone) => lone.node);
  return state.ledger.report({
    kind: "order_drift",
    step: step?.i ?? null,
    message: `step ${step?.i ?? 0} index changed (order drift)`,
    at: [...new Set(nodes)].toSorted(),
    expected: removed.map((lone) => lone.node),
    actual: inserted.map((lone) => lone.node),
    detail: `\`${nodes.join("`, `")}\` ${from === null ? "at the start" : `after \`${from.node}\``} comes at another time`,
  });
}

/** What lone steps set and drew holds from here on; where that makes a difference, the gap's cause explains it. */
function passThrough(state: DiffState, { removed, inserted }: Gap, cause: OpenCause): void {
  pass(state.expected, removed);
  pass(state.actual, inserted);
  for (const name of new Set([...removed, ...inserted].flatMap((step) => step.sets.map((change) => change.name)))) {
    if (isSame(state.expected.values.get(name), state.actual.values.get(name))) state.tainted.delete(name);
    else if (!state.tainted.has(name)) {
      const why = explainWriters(state, name, { before: lastWriter(removed, name), now: lastWriter(inserted, name) });
      taint(state, name, { cause, why });
    }
  }
  for (const { stream } of [...removed, ...inserted].flatMap((step) => step.draws)) settleStream(state, stream, cause);
}

function pass(side: Side, steps: readonly PlaytestStep[]): void {
  for (const step of steps) {
    applySets(side, step.sets);
    addDraws(side.draws, step.draws);
  }
}
