import type { Draw } from "../story/moment.ts";
import { isSameAction, type DiffState, type StepPair } from "./diff-state.ts";
import type { OpenCause } from "./ledger.ts";

/** The draws of one part of a step: of entering the node, of the policy, or of the choice. */
interface DrawPart {
  readonly expected: readonly Draw[];
  readonly actual: readonly Draw[];
}

/**
 * Compares what was drawn, stream by stream. An action that draws more or less often than before is a cause, and explains
 * all later draws of its stream; another value at the same place of a stream is one where nothing explains it.
 *
 * @param excuse  Why the draws may differ; null where they should be equal.
 */
export function compareDraws(
  state: DiffState,
  pair: StepPair,
  { part, excuse }: { part: DrawPart; excuse: OpenCause | null },
): void {
  for (const stream of new Set([...part.expected, ...part.actual].map((draw) => draw.stream))) {
    const expected = part.expected.filter((draw) => draw.stream === stream);
    const actual = part.actual.filter((draw) => draw.stream === stream);
    const cause =
      expected.length === actual.length
        ? compareValues(state, pair, { expected, actual, excuse })
        : excuse === null
          ? reportCount(state, pair, { expected, actual })
          : state.ledger.fold(excuse);
    addDraws(state.expected.draws, expected);
    addDraws(state.actual.draws, actual);
    settleStream(state, stream, cause);
    if (cause !== undefined) for (const { by } of [...expected, ...actual]) pair.actionCauses.set(by, cause);
  }
}

/** The first draw that differs, with what explains it; undefined where all are equal. */
function compareValues(
  state: DiffState,
  pair: StepPair,
  { expected, actual, excuse }: DrawPart & { excuse: OpenCause | null },
): OpenCause | undefined {
  const shifted = expected.find((draw, at) => !isSameAction(pair, [draw.by, actual[at]?.by ?? ""]));
  if (shifted !== undefined && excuse === null) pair.otherActions.push(`what ${shifted.by} drew is drawn by another action now`);
  const at = expected.findIndex((draw, place) => draw.value !== actual[place]?.value || draw.n !== actual[place].n);
  const before = expected[at];
  const now = actual[at];
  if (before === undefined || now === undefined) return undefined;
  const known = excuse ?? state.streams.get(before.stream) ?? state.random;
  if (known !== null) return state.ledger.fold(known);
  return reportValue(state, pair, { before, now });
}

function reportValue(state: DiffState, pair: StepPair, { before, now }: { before: Draw; now: Draw }): OpenCause {
  return state.ledger.report({
    kind: "draw_value_changed",
    step: pair.step,
    message: `step ${pair.step} draw value changed`,
    at: [pair.node, before.by, before.stream],
    expected: before.value,
    actual: now.value,
    detail: `${before.by} of \`${pair.node}\` drew ${before.value} from \`${before.stream}\` before, ${now.value} now`,
  });
}

/** Told of the first action that draws more or less often than before. */
function reportCount(state: DiffState, pair: StepPair, { expected, actual }: DrawPart): OpenCause {
  const count = (draws: readonly Draw[], by: string): number => draws.filter((draw) => draw.by === by).length;
  const draw = [...expected, ...actual].find(({ by }) => count(expected, by) !== count(actual, by));
  const { by = "", stream = "" } = draw ?? {};
  const cause = state.ledger.report({
    kind: "draw_count_changed",
    step: pair.step,
    message: `step ${pair.step} draw count changed`,
    at: [pair.node, by, stream],
    expected: count(expected, by),
    actual: count(actual, by),
    detail: `${by} of \`${pair.node}\` drew ${times(count(expected, by))} from \`${stream}\` before, ${times(count(actual, by))} now`,
  });
  pair.ownCause ??= cause;
  return cause;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** Adds draws to the counts of their streams. */
export function addDraws(counts: Map<string, number>, draws: readonly Draw[]): void {
  for (const { stream } of draws) counts.set(stream, (counts.get(stream) ?? 0) + 1);
}

/** Marks a stream as standing at two places because of a cause, or as level again. */
export function settleStream(state: DiffState, stream: string, cause: OpenCause | undefined): void {
  if ((state.expected.draws.get(stream) ?? 0) === (state.actual.draws.get(stream) ?? 0)) state.streams.delete(stream);
  else if (!state.streams.has(stream) && cause !== undefined) state.streams.set(stream, cause);
}
