import { isSame } from "../../playtest/diff/same.ts";
import type { AlignedPair } from "../../trace/cause.ts";
import type { CauseReport } from "../../trace/ledger.ts";
import type { TrialCauseKind } from "./cause-kinds.ts";
import type { TrialDiffState } from "./diff-state.ts";
import { showSides } from "./show-sides.ts";
import type { TrialStep } from "./trial-view.ts";

/** What steps are aligned by: who acts, and with which tool. What went wrong stands where an answer would. */
export function stepKey(step: Partial<TrialStep>): string {
  if (step.kind === "tool") return `tool ${String(step.name)}`;
  return step.kind === "error" ? "model" : String(step.kind);
}

/** Walks both conversations along their alignment. The first difference that nothing explains is a cause of all that follows. */
export function walkSteps(state: TrialDiffState, pairs: readonly AlignedPair[]): void {
  for (const pair of pairs) {
    const before = pair.expected === null ? undefined : state.expected.steps[pair.expected];
    const now = pair.actual === null ? undefined : state.actual.steps[pair.actual];
    if (isSame(before, now)) continue;
    if (before !== undefined && now !== undefined) comparePair(state, pair, [before, now]);
    else noteLone(state, pair, before ?? now);
  }
}

type Found = Omit<CauseReport<TrialCauseKind>, "step">;

function comparePair(state: TrialDiffState, pair: AlignedPair, steps: readonly [TrialStep, TrialStep]): void {
  const found = describeChange(...steps);
  // A step that only comes in another turn is told by what came before it.
  if (found === null) return;
  state.firstDivergence ??= pair;
  // Counts of tokens explain nothing that is said later.
  if (found.kind === "usage_changed") return void explain(state, pair, { found, known: state.path ?? state.judging });
  state.path = explain(state, pair, { found, known: state.path });
}

function noteLone(state: TrialDiffState, pair: AlignedPair, step: TrialStep | undefined): void {
  if (step === undefined) return;
  state.firstDivergence ??= pair;
  const isGone = pair.expected !== null;
  const kind = isGone ? "step_removed" : "step_added";
  const message = `${nameOf(step)} ${isGone ? "is gone" : "came"}`;
  const found = { kind, message, at: [stepKey(step)], ...(isGone ? { expected: step } : { actual: step }) } as const;
  state.path = explain(state, pair, { found, known: state.path });
}

function explain(
  { ledger }: TrialDiffState,
  { expected, actual }: AlignedPair,
  { found, known }: { found: Found; known: TrialDiffState["path"] },
) {
  return known === null ? ledger.report({ ...found, step: expected ?? actual }) : ledger.fold(known);
}

/** How two steps of one kind differ; null where only their turns do. */
function describeChange(before: TrialStep, now: TrialStep): Found | null {
  if (before.kind === "user" && now.kind === "user")
    return changed("user_changed", { name: "what the user says", at: [`turn ${before.turn}`], sides: [before.text, now.text] });
  if (before.kind === "model" && now.kind === "model") return describeAnswer(before, now);
  if (before.kind === "tool" && now.kind === "tool") {
    const sides = [resultOf(before), resultOf(now)] as const;
    return changed("result_changed", { name: nameOf(before), at: [before.name], sides });
  }
  if (before.kind === "error" || now.kind === "error") return describeError(before, now);
  // Rules of the caller's may leave steps without a kind.
  return changed("step_added", { name: "a step", at: ["step"], sides: [before, now] });
}

/** An error in place of an answer, or of another one. */
function describeError(before: TrialStep, now: TrialStep): Found | null {
  const sides = [before, now].map((step) =>
    step.kind === "error" ? `${step.code}${step.status === null ? "" : ` ${step.status}`}: ${step.message}` : "an answer",
  );
  const at = [before, now].map((step) => (step.kind === "error" ? step.code : "answer"));
  return changed("error_changed", { name: nameOf(before), at, sides: [sides[0], sides[1]] });
}

type Answer = Extract<TrialStep, { kind: "model" }>;

/** Calls come first: what else is said beside other calls follows from the same whim. */
function describeAnswer(before: Answer, now: Answer): Found | null {
  const name = `the answer in turn ${before.turn}`;
  const calls = [before.calls, now.calls] as const;
  if (!isSame(...calls)) {
    const [was, is] = calls.map((list) => callNames(list));
    const detail =
      was === is ? `\`${was}\` is called with other arguments` : `${was || "nothing"} is called before, ${is || "nothing"} now`;
    const message = `${name} calls otherwise`;
    return { kind: "calls_changed", message, at: [was ?? "", is ?? ""], expected: calls[0], actual: calls[1], detail };
  }
  const said = [before, now].map(({ text, finish }) => ({ text, finish }));
  if (!isSame(said[0], said[1]))
    return changed("answer_changed", { name, at: [], sides: [said[0]?.text, said[1]?.text], more: [before.finish, now.finish] });
  const counted = [before, now].map(({ usage, costUsd, model }) => ({ usage, costUsd, model }));
  if (isSame(counted[0], counted[1])) return null;
  return changed("usage_changed", { name: `what turn ${before.turn} took`, at: [], sides: [counted[0], counted[1]] });
}

function callNames(calls: unknown): string {
  const list: readonly { readonly name?: unknown }[] = Array.isArray(calls) ? calls : [];
  return list.map((call) => String(call?.name)).join(", ");
}

function resultOf({ value, isError, by }: Extract<TrialStep, { kind: "tool" }>): unknown {
  return { value, isError, by };
}

interface Change {
  readonly name: string;
  readonly at: readonly string[];
  readonly sides: readonly [unknown, unknown];
  /** What is told beside, where it alone differs. */
  readonly more?: readonly [unknown, unknown];
}

function changed(kind: TrialCauseKind, { name, at, sides, more }: Change): Found | null {
  const [expected, actual] = isSame(...sides) && more !== undefined ? more : sides;
  if (isSame(expected, actual)) return null;
  return { kind, message: `${name} changed`, at, expected, actual, detail: showSides(expected, actual) };
}

function nameOf(step: TrialStep): string {
  switch (step.kind) {
    case "user":
      return `what the user says in turn ${step.turn}`;
    case "model":
      return `the answer in turn ${step.turn}`;
    case "tool":
      return `the result of \`${step.name}\` in turn ${step.turn}`;
    case "error":
      return step.turn === null ? `the error \`${step.code}\`` : `the error \`${step.code}\` in turn ${step.turn}`;
    default:
      return "a step";
  }
}
