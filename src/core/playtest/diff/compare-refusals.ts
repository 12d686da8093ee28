import type { FailedCondition } from "../story/moment.ts";
import { latestCause, type DiffState, type StepChoice, type StepPair, type Taint } from "./diff-state.ts";
import { causeKey } from "../../trace/ledger.ts";
import type { OpenCause } from "./ledger.ts";
import { isSame, showValue } from "./same.ts";

/** Compares a choice that at least one of two steps refuses. */
export function compareRefusals(state: DiffState, pair: StepPair, [before, now]: readonly [StepChoice, StepChoice]): void {
  if (before.failed !== null && now.failed !== null) return compareReasons(state, pair, [before, now]);
  const failed = before.failed ?? now.failed;
  if (failed === null) return;
  const flip: Flip = { choice: before.id, failed, isRefused: now.failed !== null };
  pair.choiceCauses.set(before.id, attributeFlip(state, pair, flip));
}

/** A choice that is refused in one trace and offered in the other. */
interface Flip {
  readonly choice: string;
  readonly failed: FailedCondition;
  /** Whether it is the actual trace that refuses it. */
  readonly isRefused: boolean;
}

function attributeFlip(state: DiffState, pair: StepPair, flip: Flip): OpenCause {
  const taint = flip.failed.kind === "condition" ? state.tainted.get(flip.failed.key) : undefined;
  if (taint !== undefined) return attributeToVariable(state, pair, { ...flip, taint });
  const known = explainFlip(state, flip.failed);
  return known === undefined ? reportFlip(state, pair, { flip, detail: describeEdit(state, flip) }) : state.ledger.fold(known);
}

/** What may decide over a condition whose own variable is equal in both: another part of it, an earlier visit. */
function explainFlip(state: DiffState, failed: FailedCondition): OpenCause | undefined {
  if (failed.kind === "pov") return undefined;
  if (failed.kind === "once") return state.path ?? undefined;
  return latestCause(state);
}

/**
 * A variable's change that flips a condition is told as that condition: it is what a reader sees. A cause that says more
 * than "changed" (a default, a draw, a way that parted) stays, and tells the flip beside.
 */
function attributeToVariable(state: DiffState, pair: StepPair, { taint, ...flip }: Flip & { taint: Taint }): OpenCause {
  const { cause } = taint;
  const detail = describeFlip(flip, taint);
  state.ledger.fold(cause);
  if (cause.kind === "value_changed") Object.assign(cause, flipReport(pair, { flip, detail }), { key: flipKey(pair, flip) });
  else if (!state.toldFlips.has(cause))
    cause.detail = [cause.detail, `${flipWords(pair, flip)}: ${detail}`].filter(Boolean).join("; ");
  state.toldFlips.add(cause);
  return cause;
}

function reportFlip(state: DiffState, pair: StepPair, { flip, detail }: { flip: Flip; detail: string }): OpenCause {
  return state.ledger.report({ ...flipReport(pair, { flip, detail }), at: flipPlace(pair, flip) });
}

function flipReport(pair: StepPair, { flip, detail }: { flip: Flip; detail: string }) {
  const states = flip.isRefused ? ["offered", "refused"] : ["refused", "offered"];
  const values = { expected: states[0], actual: states[1] };
  return { kind: "condition_flipped", step: pair.step, message: flipWords(pair, flip), ...values, detail } as const;
}

function flipWords(pair: StepPair, flip: Flip): string {
  return `choice \`${flip.choice}\` at step ${pair.step} is ${flip.isRefused ? "refused" : "offered"}`;
}

function flipPlace(pair: StepPair, { choice, failed }: Flip): string[] {
  return [pair.node, choice, failed.kind === "condition" ? failed.key : failed.kind];
}

function flipKey(pair: StepPair, flip: Flip): string {
  return causeKey("condition_flipped", flipPlace(pair, flip));
}

/** E.g. "`lamp eq true` no longer holds, since `lamp` is not set by do.0 of `quay` (step 3)". */
function describeFlip({ failed, isRefused }: Flip, { why }: Taint): string {
  const name = failed.kind === "condition" ? failed.key : "";
  return `${showCondition(failed)} ${isRefused ? "no longer holds" : "holds now"}, since \`${name}\` ${why}`;
}

/** The story's own condition was edited: what it looks at is the same in both traces. */
function describeEdit(state: DiffState, { failed, isRefused }: Flip): string {
  if (failed.kind === "once") return isRefused ? "it can be taken only once now" : "it can be taken more than once now";
  if (failed.kind === "pov")
    return `it is visible to ${failed.visibleTo.map((pov) => `\`${pov}\``).join(", ")} alone ${isRefused ? "now" : "no longer"}`;
  if (failed.kind === "hidden_condition") return `a condition of the story ${isRefused ? "no longer holds" : "holds now"}`;
  const value = showValue(state.actual.values.get(failed.key));
  return `${showCondition(failed)} is ${isRefused ? "asked for now" : "no longer asked for"}, and \`${failed.key}\` is ${value} in both`;
}

function showCondition(failed: FailedCondition): string {
  if (failed.kind !== "condition") return "its condition";
  const value = failed.op.endsWith("exists") ? "" : ` ${JSON.stringify(failed.value)}`;
  return `\`${failed.key} ${failed.op}${value}\``;
}

/** Both refuse it: for another reason, or for the same one with another value. */
function compareReasons(state: DiffState, pair: StepPair, [before, now]: readonly [StepChoice, StepChoice]): void {
  if (isSame(before.failed, now.failed) || before.failed === null || now.failed === null) return;
  const known = latestCause(state);
  if (known !== undefined) return void state.ledger.fold(known);
  state.ledger.report({
    kind: "condition_changed",
    step: pair.step,
    message: `choice \`${before.id}\` at step ${pair.step} is refused for another reason`,
    at: [pair.node, before.id],
    expected: before.failed,
    actual: now.failed,
    detail: `${describeReason(before.failed)} before, ${describeReason(now.failed)} now`,
  });
}

function describeReason(failed: FailedCondition): string {
  if (failed.kind === "condition") return showCondition(failed);
  return { once: "taken already", pov: "not visible", hidden_condition: "a condition" }[failed.kind];
}
