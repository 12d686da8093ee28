import type { Change, Draw, Line } from "../story/moment.ts";
import type { AssetChanges } from "./compare-assets.ts";
import { compareChoices } from "./compare-choices.ts";
import { compareDraws } from "./compare-draws.ts";
import { compareSets } from "./compare-sets.ts";
import { latestCause, type DiffState, type StepPair } from "./diff-state.ts";
import type { OpenCause } from "./ledger.ts";
import type { PlaytestFooter } from "../record/playtest-trace.ts";
import { isSame, showValue } from "./same.ts";

/** Compares two steps that stand for each other, in the order in which a play lives them. */
export function compareSteps(state: DiffState, pair: StepPair, assets: AssetChanges): void {
  const draws = { expected: splitDraws(pair.expected.draws), actual: splitDraws(pair.actual.draws) };
  const ofChoice = setByChoice(pair);
  const sets = { expected: splitSets(pair.expected.sets, ofChoice), actual: splitSets(pair.actual.sets, ofChoice) };
  const partOf = <Part extends string, Item>(both: { expected: Record<Part, Item>; actual: Record<Part, Item> }, part: Part) => ({
    expected: both.expected[part],
    actual: both.actual[part],
  });
  compareDraws(state, pair, { part: partOf(draws, "entry"), excuse: null });
  compareSets(state, pair, { part: partOf(sets, "entry"), excuse: null });
  compareLines(state, pair);
  compareChoices(state, pair);
  pair.taken = explainTaken(state, pair);
  compareDraws(state, pair, { part: partOf(draws, "policy"), excuse: pair.taken ?? excuseOfPolicy(state, pair) });
  compareDraws(state, pair, { part: partOf(draws, "choice"), excuse: pair.taken });
  compareSets(state, pair, { part: partOf(sets, "choice"), excuse: pair.taken });
  compareEmits(state, pair);
  compareActions(state, pair);
  if (pair.taken === null) assets.compare(pair);
}

function splitDraws(draws: readonly Draw[]) {
  const isOfChoice = (draw: Draw): boolean => draw.by.includes("/");
  return {
    entry: draws.filter((draw) => draw.stream !== "policy" && !isOfChoice(draw)),
    policy: draws.filter((draw) => draw.stream === "policy"),
    choice: draws.filter((draw) => draw.stream !== "policy" && isOfChoice(draw)),
  };
}

/**
 * Variables that are compared after the choice. A step tells a variable's last writer alone, so where other choices were
 * taken and one of them wrote, what the node itself had set before is not known. A view does not tell who set what.
 */
function setByChoice({ expected, actual }: StepPair): ReadonlySet<string> | null {
  if (expected.chose === actual.chose) return null;
  const changes = [...expected.sets, ...actual.sets];
  return new Set(changes.filter(({ by }) => by === "" || by.includes("/")).map(({ name }) => name));
}

function splitSets(sets: readonly Change[], ofChoice: ReadonlySet<string> | null) {
  const isOfChoice = ({ by, name }: Change): boolean => (ofChoice === null ? by.includes("/") : ofChoice.has(name));
  return { entry: sets.filter((change) => !isOfChoice(change)), choice: sets.filter(isOfChoice) };
}

function compareLines(state: DiffState, pair: StepPair): void {
  if (isSame(pair.expected.lines, pair.actual.lines)) return;
  const known = state.isInk ? latestCause(state) : undefined;
  if (known !== undefined) return void state.ledger.fold(known);
  state.ledger.report({
    kind: "text_changed",
    step: pair.step,
    message: `step ${pair.step} text changed`,
    at: [pair.node],
    expected: pair.expected.lines,
    actual: pair.actual.lines,
    detail: describeLines(pair),
  });
}

/** The first line that differs, as it was and as it is. */
function describeLines({ expected, actual }: StepPair): string {
  const at = expected.lines.findIndex((line, place) => !isSame(line, actual.lines[place]));
  const place = at === -1 ? expected.lines.length : at;
  return `${showLine(expected.lines[place])} before, ${showLine(actual.lines[place])} now`;
}

/** Guess: as much of a line as fits beside another one in a terminal. */
const SHOWN_CHARS = 60;

function showLine(line: Line | undefined): string {
  if (line === undefined) return "nothing";
  const text = line.text.length > SHOWN_CHARS ? `${line.text.slice(0, SHOWN_CHARS - 1)}…` : line.text;
  return `${line.speaker === null ? "" : `${line.speaker}: `}"${text}"`;
}

function compareEmits(state: DiffState, pair: StepPair): void {
  if (isSame(pair.expected.emits, pair.actual.emits)) return;
  const known = pair.taken ?? latestCause(state);
  if (known !== undefined) return void state.ledger.fold(known);
  const cause = state.ledger.report({
    kind: "value_changed",
    step: pair.step,
    message: `step ${pair.step} emits changed`,
    at: [pair.node, "emits"],
    expected: pair.expected.emits,
    actual: pair.actual.emits,
    detail: `what \`${pair.node}\` tells its host is different`,
  });
  pair.ownCause ??= cause;
}

/** The same results by other actions: an action was put before them, or taken out. It is told where nothing else tells it. */
function compareActions(state: DiffState, pair: StepPair): void {
  const [detail] = pair.otherActions;
  if (detail === undefined) return;
  if (pair.ownCause !== null) return void state.ledger.fold(pair.ownCause);
  const message = `step ${pair.step} actions changed`;
  state.ledger.report({ kind: "value_changed", step: pair.step, message, at: [pair.node, "actions"], detail });
}

/** Why the policy drew otherwise although the same choice was taken: it chose among others. */
function excuseOfPolicy(state: DiffState, pair: StepPair): OpenCause | null {
  return [...pair.choiceCauses.values()][0] ?? state.streams.get("policy") ?? state.policy ?? state.random;
}

/** Why another choice was taken; null where it is the same one, or the same one under another id. */
function explainTaken(state: DiffState, pair: StepPair): OpenCause | null {
  const before = pair.expected.chose;
  const now = pair.actual.chose;
  if (before === now) return null;
  const ofBefore = before === null ? undefined : pair.choiceCauses.get(before);
  const ofNow = now === null ? undefined : pair.choiceCauses.get(now);
  if (ofBefore !== undefined && ofBefore === ofNow && ofBefore.kind === "choice_renamed") {
    state.ledger.fold(ofBefore);
    return null;
  }
  const known = ofBefore ?? ofNow ?? excuseOfPolicy(state, pair) ?? excuseOfStop(state, pair);
  return known === null ? reportTaken(state, pair) : state.ledger.fold(known);
}

/** A play that stops where the other goes on is told by its end; there no choice says why. */
function excuseOfStop(state: DiffState, pair: StepPair): OpenCause | null {
  const stops = pair.actual.chose === null && pair.actual.i === state.actual.trace.steps.length - 1;
  const stopped = pair.expected.chose === null && pair.expected.i === state.expected.trace.steps.length - 1;
  if (!stops && !stopped) return null;
  const before = state.expected.trace.footer;
  const now = state.actual.trace.footer;
  const isOutOfSteps = hasNoEnd(stops ? now : before);
  if (isOutOfSteps && explainLength(state) !== undefined) return explainLength(state) ?? null;
  if (!isOutOfSteps && before.outcome === now.outcome && before.ending === now.ending) return null;
  return reportEnd(state, pair.step);
}

/** Whether a play went on for as long as it was let, so that its last step is any. */
export function hasNoEnd({ outcome }: Pick<PlaytestFooter, "outcome">): boolean {
  return outcome === "budget" || outcome === "loop";
}

/** Why a play without an end was let go fewer or more steps from one place than the other: its steps were used up elsewhere. */
export function explainLength(state: DiffState): OpenCause | undefined {
  const areEndless = [state.expected, state.actual].every(({ trace }) => hasNoEnd(trace.footer));
  return areEndless ? (state.path ?? undefined) : undefined;
}

/** The traces end otherwise, and nothing before says why. */
export function reportEnd(state: DiffState, step: number | null): OpenCause {
  const before = state.expected.trace.footer;
  const now = state.actual.trace.footer;
  const isEnding = before.outcome === "ended" && now.outcome === "ended";
  const describe = ({ outcome, ending, why }: typeof before): string =>
    ending ?? (why === null ? outcome : `${outcome} (${why})`);
  return state.ledger.report({
    kind: isEnding ? "ending_changed" : "outcome_changed",
    step,
    message: isEnding ? "ending changed" : "outcome changed",
    at: isEnding ? [String(before.ending), String(now.ending)] : [before.outcome, now.outcome],
    expected: isEnding ? before.ending : before.outcome,
    actual: isEnding ? now.ending : now.outcome,
    detail: `${describe(before)} before, ${describe(now)} now`,
  });
}

function reportTaken(state: DiffState, pair: StepPair): OpenCause {
  const { chose: before } = pair.expected;
  const { chose: now } = pair.actual;
  return state.ledger.report({
    kind: "choice_taken_changed",
    step: pair.step,
    message: `step ${pair.step} choice id changed`,
    at: [pair.node, before ?? "", now ?? ""],
    expected: before,
    actual: now,
    detail: `${showTaken(before)} was taken before, ${showTaken(now)} now`,
  });
}

function showTaken(choice: string | null): string {
  return choice === null ? "none" : showValue(choice).replaceAll('"', "");
}
