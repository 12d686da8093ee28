import type { PlaytestStep } from "../record/playtest-trace.ts";
import type { Change } from "../story/moment.ts";
import { isSameAction, latestCause, taint, type DiffState, type Side, type StepPair, type Writer } from "./diff-state.ts";
import type { OpenCause } from "./ledger.ts";
import { isSame, showValue } from "./same.ts";

/** The variables that one part of a step set: entering the node, or the choice. */
interface SetPart {
  readonly expected: readonly Change[];
  readonly actual: readonly Change[];
}

/**
 * Compares what variables hold after one part of a step. Where one now differs and nothing explains it, the action that
 * set it is the cause; one that is equal again explains nothing any more.
 *
 * @param excuse  Why the part may have done something else, e.g. another choice taken; null where it should be equal.
 */
export function compareSets(
  state: DiffState,
  pair: StepPair,
  { part, excuse }: { part: SetPart; excuse: OpenCause | null },
): void {
  applySets(state.expected, part.expected);
  applySets(state.actual, part.actual);
  for (const name of new Set([...part.expected, ...part.actual].map((change) => change.name))) {
    const before = part.expected.find((change) => change.name === name);
    const now = part.actual.find((change) => change.name === name);
    settleVariable(state, pair, { name, before, now, excuse });
  }
}

/** Takes changes over into what a trace's variables hold now. */
export function applySets(side: Side, sets: readonly Change[]): void {
  for (const change of sets) side.values.set(change.name, change.new);
}

interface SetPair {
  readonly name: string;
  readonly before: Change | undefined;
  readonly now: Change | undefined;
  readonly excuse: OpenCause | null;
}

function settleVariable(state: DiffState, pair: StepPair, change: SetPair): void {
  const { name, before, now, excuse } = change;
  if (isSame(state.expected.values.get(name), state.actual.values.get(name))) {
    const wasEqual = !state.tainted.delete(name);
    if (wasEqual && excuse === null) noteOtherAction(pair, change);
    return;
  }
  const tainted = state.tainted.get(name);
  if (tainted !== undefined) return void state.ledger.fold(tainted.cause);
  const why = explainWriters(state, name, {
    before: before && { step: pair.expected.i, node: pair.expected.node, by: before.by },
    now: now && { step: pair.actual.i, node: pair.actual.node, by: now.by },
  });
  const known = excuse ?? explainChange(state, pair, change);
  const cause = known === undefined ? reportChange(state, pair, { ...change, why }) : state.ledger.fold(known);
  taint(state, name, { cause, why });
}

function noteOtherAction(pair: StepPair, { name, before, now }: SetPair): void {
  if (before === undefined || now === undefined || isSameAction(pair, [before.by, now.by])) return;
  pair.otherActions.push(`\`${name}\` is set by ${now.by} now, by ${before.by} before`);
}

/** What an action's result depends on, as far as a trace tells: its draws, other variables, and a changed default. */
function explainChange(state: DiffState, pair: StepPair, { name, before, now }: SetPair): OpenCause | undefined {
  const actions = [before?.by, now?.by].flatMap((by) => by ?? []);
  const drawn = actions.flatMap((by) => pair.actionCauses.get(by) ?? [])[0];
  if (drawn !== undefined) return drawn;
  // A battle reads other variables, and draws; so may all of an ink story's code.
  const mayReadOthers = state.isInk || [...pair.expected.draws, ...pair.actual.draws].some((draw) => actions.includes(draw.by));
  return (mayReadOthers ? latestCause(state) : undefined) ?? explainClear(state, { name, before, now });
}

/** A variable that went back to a default which changed. */
function explainClear(state: DiffState, { name, before, now }: Omit<SetPair, "excuse">): OpenCause | undefined {
  const defaults = [state.expected, state.actual].map((side) => side.trace.header.initial.variables[name]);
  const isCleared = isSame(before?.new, defaults[0]) && isSame(now?.new, defaults[1]);
  if (!isCleared) return undefined;
  return state.ledger.causes.find((cause) => cause.kind === "variable_default_changed" && cause.key.endsWith(` ${name}`));
}

function reportChange(state: DiffState, pair: StepPair, { name, before, now, why }: SetPair & { why: string }): OpenCause {
  const cause = state.ledger.report({
    kind: "value_changed",
    step: pair.step,
    message: `step ${pair.step} variable \`${name}\` changed`,
    at: [pair.node, name, (before ?? now)?.by ?? ""],
    expected: state.expected.values.get(name),
    actual: state.actual.values.get(name),
    detail: `it ${why}`,
  });
  pair.ownCause ??= cause;
  return cause;
}

/**
 * Why a variable that was equal holds different values now: who set it there in both traces.
 *
 * @returns words that go on from the variable's name, e.g. "is not set by do.0 of `quay` (step 3)".
 */
export function explainWriters(
  state: DiffState,
  name: string,
  { before, now }: { before: Writer | undefined; now: Writer | undefined },
): string {
  const held = showValue(state.expected.values.get(name));
  const holds = showValue(state.actual.values.get(name));
  if (now === undefined) return `is not set by ${showWriter(before)}`;
  if (before === undefined) return `is set to ${holds} by ${showWriter(now)}`;
  const isSameAction = before.node === now.node && before.by === now.by;
  return `is set to ${holds} by ${showWriter(now)}, to ${held} ${isSameAction ? "before" : `by ${showWriter(before)} before`}`;
}

function showWriter(writer: Writer | undefined): string {
  if (writer === undefined) return "nothing";
  // A view does not tell which action set what.
  const action = writer.by === "" ? "" : `${writer.by} of `;
  return `${action}\`${writer.node}\` (step ${writer.step})`;
}

/** The last action among some steps that set a variable. */
export function lastWriter(steps: readonly PlaytestStep[], name: string): Writer | undefined {
  const step = steps.findLast((one) => one.sets.some((change) => change.name === name));
  const by = step?.sets.find((change) => change.name === name)?.by;
  return step === undefined || by === undefined ? undefined : { step: step.i, node: step.node, by };
}
