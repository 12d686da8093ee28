import type { PlaytestStep } from "../record/playtest-trace.ts";
import { compareRefusals } from "./compare-refusals.ts";
import { latestCause, type DiffState, type StepChoice, type StepPair } from "./diff-state.ts";
import type { OpenCause } from "./ledger.ts";
import { isSame } from "./same.ts";

/** Compares what could be chosen: which choices there are, their words, their order, and which are refused. */
export function compareChoices(state: DiffState, pair: StepPair): void {
  const expected = listChoices(pair.expected);
  const actual = listChoices(pair.actual);
  const gone = [...expected.values()].filter((choice) => !actual.has(choice.id));
  const fresh = [...actual.values()].filter((choice) => !expected.has(choice.id));
  for (const choice of gone) {
    const heir = fresh.find((other) => other.text === choice.text && choice.text !== "");
    if (heir === undefined) reportPresence(state, pair, { kind: "choice_removed", choice });
    else reportRenamed(state, pair, [choice, fresh.splice(fresh.indexOf(heir), 1)[0] ?? heir]);
  }
  for (const choice of fresh) reportPresence(state, pair, { kind: "choice_added", choice });
  for (const choice of expected.values()) {
    const now = actual.get(choice.id);
    if (now !== undefined) compareChoice(state, pair, [choice, now]);
  }
  compareOrder(state, pair);
}

function listChoices({ offered, refused }: PlaytestStep): Map<string, StepChoice> {
  const choices = [...offered.map((choice) => ({ ...choice, failed: null })), ...refused];
  return new Map(choices.map((choice) => [choice.id, choice]));
}

function compareChoice(state: DiffState, pair: StepPair, [before, now]: readonly [StepChoice, StepChoice]): void {
  if (before.text !== now.text) reportLabel(state, pair, [before, now]);
  if (before.failed !== null || now.failed !== null) compareRefusals(state, pair, [before, now]);
}

/** What an ink story offers depends on its state; what a scene offers or refuses does not, but for why it refuses. */
function excuseOfInk(state: DiffState): OpenCause | undefined {
  return state.isInk ? latestCause(state) : undefined;
}

function reportPresence(
  state: DiffState,
  pair: StepPair,
  { kind, choice }: { kind: "choice_added" | "choice_removed"; choice: StepChoice },
): void {
  const isAdded = kind === "choice_added";
  const known = excuseOfInk(state);
  const cause =
    known === undefined
      ? state.ledger.report({
          kind,
          step: pair.step,
          message: `step ${pair.step} choice \`${choice.id}\` ${isAdded ? "added" : "removed"}`,
          at: [pair.node, choice.id],
          expected: isAdded ? null : choice.text,
          actual: isAdded ? choice.text : null,
          detail: `"${choice.text}" at \`${pair.node}\``,
        })
      : state.ledger.fold(known);
  pair.choiceCauses.set(choice.id, cause);
}

function reportRenamed(state: DiffState, pair: StepPair, [before, now]: readonly [StepChoice, StepChoice]): void {
  const cause = state.ledger.report({
    kind: "choice_renamed",
    step: pair.step,
    message: `step ${pair.step} choice id changed`,
    at: [pair.node, before.id, now.id],
    expected: before.id,
    actual: now.id,
    detail: `\`${before.id}\` is \`${now.id}\` now, with the same words`,
  });
  pair.choiceCauses.set(before.id, cause);
  pair.choiceCauses.set(now.id, cause);
}

function reportLabel(state: DiffState, pair: StepPair, [before, now]: readonly [StepChoice, StepChoice]): void {
  const known = excuseOfInk(state);
  if (known !== undefined) return void state.ledger.fold(known);
  state.ledger.report({
    kind: "choice_relabelled",
    step: pair.step,
    message: `step ${pair.step} choice \`${before.id}\` relabelled`,
    at: [pair.node, before.id],
    expected: before.text,
    actual: now.text,
    detail: `"${before.text}" before, "${now.text}" now`,
  });
}

/** Order counts among the choices that both steps offer, and among those that both refuse. */
function compareOrder(state: DiffState, pair: StepPair): void {
  for (const part of ["offered", "refused"] as const) comparePartOrder(state, pair, part);
}

function comparePartOrder(state: DiffState, pair: StepPair, part: "offered" | "refused"): void {
  const before = pair.expected[part].map((choice) => choice.id);
  const now = pair.actual[part].map((choice) => choice.id);
  const expected = before.filter((id) => now.includes(id));
  const actual = now.filter((id) => before.includes(id));
  if (isSame(expected, actual)) return;
  const known = excuseOfInk(state);
  const cause = known ? state.ledger.fold(known) : reportOrder(state, pair, { part, lists: [expected, actual] });
  // What is refused is not what a choice was taken from.
  if (part === "refused") return;
  for (const id of expected) if (!pair.choiceCauses.has(id)) pair.choiceCauses.set(id, cause);
}

function reportOrder(
  state: DiffState,
  pair: StepPair,
  { part, lists: [expected, actual] }: { part: "offered" | "refused"; lists: readonly [readonly string[], readonly string[]] },
): OpenCause {
  return state.ledger.report({
    kind: "choices_reordered",
    step: pair.step,
    message: `step ${pair.step} choices reordered`,
    at: [pair.node],
    expected,
    actual,
    detail: `${expected.join(", ")} before, ${actual.join(", ")} now${part === "refused" ? " (refused)" : ""}`,
  });
}
