import { isSame, showValue } from "../../playtest/diff/same.ts";
import type { TrialCauseKind } from "./cause-kinds.ts";
import type { OpenTrialCause, TrialDiffState } from "./diff-state.ts";

type Row = Readonly<Record<string, unknown>>;

interface Part {
  readonly kind: TrialCauseKind;
  readonly rows: (side: TrialDiffState["expected"]) => readonly (Row | null)[] | undefined;
  readonly nameOf: (row: Row) => string;
  readonly message: (name: string) => string;
}

const PARTS: readonly Part[] = [
  {
    kind: "vote_changed",
    rows: ({ votes }) => votes,
    nameOf: ({ assertion, vote }) => `${String(assertion)} ${String(vote)}`,
    message: (name) => `vote \`${name}\` changed`,
  },
  {
    kind: "assertion_changed",
    rows: ({ assertions }) => assertions,
    nameOf: ({ name }) => String(name),
    message: (name) => `assertion \`${name}\` changed`,
  },
];

/**
 * Compares votes, results and outcomes. What is said otherwise, or judged by other rules, explains them; a vote explains the
 * result of its assertion, and a result the outcome.
 */
export function compareJudging(state: TrialDiffState): void {
  let known = state.path ?? state.judging;
  for (const part of PARTS) known = comparePart(state, part, known);
  const { expected, actual } = state;
  if (isSame(expected.final, actual.final)) return;
  if (known !== null) return void state.ledger.fold(known);
  const sides = { expected: expected.final, actual: actual.final };
  state.ledger.report({ kind: "outcome_changed", step: null, message: "the outcome changed", at: [], ...sides });
}

function comparePart(state: TrialDiffState, part: Part, known: OpenTrialCause | null): OpenTrialCause | null {
  const [expected, actual] = [rowsOf(state.expected, part), rowsOf(state.actual, part)];
  let found = known;
  for (const name of new Set([...expected.keys(), ...actual.keys()])) {
    const [before, now] = [expected.get(name), actual.get(name)];
    if (isSame(before, now)) continue;
    if (found !== null) {
      found = state.ledger.fold(found);
      continue;
    }
    const detail = `${summary(before)} before, ${summary(now)} now`;
    const report = { kind: part.kind, step: null, message: part.message(name), at: [name], detail };
    found = state.ledger.report({ ...report, expected: before, actual: now });
  }
  return found;
}

function rowsOf(side: TrialDiffState["expected"], { rows, nameOf }: Part): ReadonlyMap<string, Row> {
  const list = rows(side);
  const found: readonly (Row | null)[] = Array.isArray(list) ? list : [];
  return new Map(found.flatMap((row) => (typeof row === "object" && row !== null ? [[nameOf(row), row] as const] : [])));
}

function summary(row: Row | undefined): string {
  if (row === undefined) return "nothing";
  return row["outcome"] === undefined
    ? showValue(row["scores"])
    : `${showValue(row["outcome"])} with score ${showValue(row["score"])}`;
}
