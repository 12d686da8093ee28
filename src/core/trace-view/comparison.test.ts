import { expect, test } from "vitest";
import type { TraceDiff } from "../playtest/diff/diff-traces.ts";
import { compareViews } from "./comparison.ts";
import { sampleTrace, stepAt } from "./trace.fixture.ts";
import { filterRows, findRow, plainRows, searchText } from "./trace-rows.ts";
import { differingParts } from "./same-step.ts";
import { viewPlaytest } from "./view-playtest.ts";

const golden = viewPlaytest(sampleTrace());
const { steps } = sampleTrace();
/** One step was put in after the first, and the last one says something else. */
const actual = viewPlaytest(
  sampleTrace({
    steps: [
      ...steps.slice(0, 1),
      stepAt(1, "stairs", { lines: [{ text: "Forty steps down.", speaker: null }] }),
      ...steps.slice(1, 2).map((step) => ({ ...step, i: 2 })),
      stepAt(3, "quay", { lines: [{ text: "A grey dawn.", speaker: null }], sets: steps[2]?.sets ?? [] }),
    ],
  }),
);
const PAIRS = [
  { expected: 0, actual: 0 },
  { expected: null, actual: 1 },
  { expected: 1, actual: 2 },
  { expected: 2, actual: 3 },
];

function cause(kind: TraceDiff["causes"][number]["kind"], step: number | null): TraceDiff["causes"][number] {
  return { kind, step, message: kind, folded: 0, key: kind, expected: null, actual: null, detail: null };
}

const DIFF: TraceDiff = {
  equal: false,
  causes: [cause("seed_changed", null), cause("node_inserted", 1), cause("text_changed", 2)],
  firstDivergence: { expected: null, actual: 1 },
  pairs: PAIRS,
  warnings: ["`ignore` matches nothing"],
};

test("[TV5] steps that stand for each other are in one row; those that only one side has, or that differ, say so", () => {
  const { rows, warnings } = compareViews(golden, actual, DIFF);
  expect(rows.map(({ golden: one, actual: other, differs }) => [one, other, differs])).toEqual([
    [0, 0, false],
    [null, 1, true],
    [1, 2, false],
    [2, 3, true],
  ]);
  expect(warnings).toEqual(["`ignore` matches nothing"]);
});

test("[TV5] where the comparison calls them equal, no row differs", () => {
  const { rows, firstRow } = compareViews(golden, actual, { ...DIFF, equal: true, causes: [], firstDivergence: null });
  expect(rows.some(({ differs }) => differs)).toBe(false);
  expect(firstRow).toBeNull();
});

test("[TV5] the parts in which two steps differ are named", () => {
  const [, , , changed] = actual.steps;
  const [, , before] = golden.steps;
  expect(before && changed && differingParts(before, changed)).toEqual(["lines"]);
});

test("[TV6] each cause stands at its row, and the first difference is known", () => {
  const { rows, causeRows, firstRow } = compareViews(golden, actual, DIFF);
  expect(causeRows).toEqual([null, 1, 3]);
  expect(rows.map((row) => row.cause)).toEqual([null, 1, null, 2]);
  expect(firstRow).toBe(1);
});

test("[TV6] of two causes in one row the first is shown there, and a step that is nowhere has no row", () => {
  const causes = [cause("text_changed", 2), cause("value_changed", 2), cause("value_changed", 99)];
  const { rows, causeRows } = compareViews(golden, actual, { ...DIFF, causes });
  expect(causeRows).toEqual([3, 3, null]);
  expect(rows[3]?.cause).toBe(0);
});

test("[TV6] from row to row one gets to the next difference and back", () => {
  const { rows } = compareViews(golden, actual, DIFF);
  const differs = (row: { differs: boolean }): boolean => row.differs;
  expect(findRow(rows, { from: -1, step: 1 }, differs)).toBe(1);
  expect(findRow(rows, { from: 1, step: 1 }, differs)).toBe(3);
  expect(findRow(rows, { from: 3, step: 1 }, differs)).toBeNull();
  expect(findRow(rows, { from: 3, step: -1 }, differs)).toBe(1);
});

test("[TV7] a filter keeps rows that hold all its words: nodes, words, choices, variables, dice and assets", () => {
  const rows = plainRows(golden);
  const texts = { golden: [], actual: golden.steps.map(searchText) };
  const found = (text: string) => filterRows(rows, text, texts).map((row) => row.actual);
  expect(found("QUAY")).toEqual([0, 2]);
  expect(found("mara moves")).toEqual([1]);
  expect(found("set:hp")).toEqual([1, 2]);
  expect(found("dice:battle")).toEqual([1]);
  expect(found("asset:quay-fog")).toEqual([0]);
  expect(found("board ferry chose:light")).toEqual([0]);
  expect(found("  ")).toEqual([0, 1, 2]);
  expect(found("nothing of this")).toEqual([]);
});

test("[TV7] of rows beside each other it is enough that one side holds the words", () => {
  const { rows } = compareViews(golden, actual, DIFF);
  const texts = { golden: golden.steps.map(searchText), actual: actual.steps.map(searchText) };
  expect(filterRows(rows, "forty", texts)).toHaveLength(1);
  expect(filterRows(rows, "dawn", texts)).toHaveLength(1);
});
