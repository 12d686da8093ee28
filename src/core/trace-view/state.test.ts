import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../playtest/story/value.ts";
import { compareStates } from "./compared-state.ts";
import { numberHistory } from "./sparkline.ts";
import { indexState, stateAfter } from "./state.ts";
import { sampleTrace, stepAt } from "./trace.fixture.ts";
import { viewPlaytest } from "./view-playtest.ts";

const NAMES = ["a", "b", "c"] as const;
const writesOfSteps = fc.array(fc.dictionary(fc.constantFrom(...NAMES), fc.integer({ min: 0, max: 9 }), { maxKeys: 3 }), {
  maxLength: 30,
});

test("[TV3] the state after any step is what replaying all steps up to it gives, with the last writer of each variable", () => {
  fc.assert(
    fc.property(writesOfSteps, (list) => {
      const now = new Map<string, { value: Value; step: number | null }>(NAMES.map((name) => [name, { value: 0, step: null }]));
      const steps = list.map((writes, i) => {
        const sets = Object.entries(writes).map(([name, value]) => ({ name, old: 0, new: value, by: "do.0" }));
        return { ...stepAt(i, "n"), place: "n", refused: [], mark: null, facts: [], texts: [], sets };
      });
      const index = indexState({ start: { a: 0, b: 0, c: 0 }, steps });
      for (const { i, sets } of steps) {
        for (const { name, new: value } of sets) now.set(name, { value, step: i });
        const seen = stateAfter(index, i).map(({ name, value, writer }) => [name, { value, step: writer?.step ?? null }]);
        expect(seen).toEqual([...now]);
      }
    }),
    { numRuns: 40 },
  );
});

test("[TV3] what a step set itself says so, with what it was before", () => {
  const index = indexState(viewPlaytest(sampleTrace()));
  const [hp, lamp, luck] = stateAfter(index, 2);
  expect(hp).toMatchObject({ name: "hp", before: 6, value: 8, isNew: true, writer: { step: 2, place: "quay", by: "do.0" } });
  expect(lamp).toMatchObject({ name: "lamp", before: true, value: true, isNew: false, writer: { step: 0, by: "light/do.0" } });
  expect(luck).toMatchObject({ name: "luck", value: 2, writer: null });
});

test("[TV3] a variable that nothing declared begins where it was first written, and steps beyond the end show the end", () => {
  const steps = [
    {
      ...stepAt(0, "n"),
      place: "n",
      refused: [],
      mark: null,
      facts: [],
      texts: [],
      sets: [{ name: "x", old: null, new: 1, by: "ink" }],
    },
  ];
  const index = indexState({ start: {}, steps });
  expect(stateAfter(index, -1)).toMatchObject([{ name: "x", value: null, writer: null }]);
  expect(stateAfter(index, 99)).toMatchObject([{ name: "x", value: 1, isNew: false }]);
});

test("[TV3] a look at the last of 20,000 steps costs no more than one at the first", () => {
  const steps = Array.from({ length: 20_000 }, (_none, i) => ({
    ...stepAt(i, "n"),
    place: "n",
    refused: [],
    mark: null,
    facts: [],
    texts: [],
    sets: [{ name: `v${i % 50}`, old: i - 1, new: i, by: "do.0" }],
  }));
  const index = indexState({ start: {}, steps });
  const reads = countReads(index.writes.get("v49") ?? []);
  stateAfter({ ...index, writes: new Map([["v49", reads.list]]) }, 19_999);
  expect(reads.count()).toBeLessThan(40);
});

/** A list that counts how often one of its items is looked at. */
function countReads<T>(list: readonly T[]): { list: readonly T[]; count: () => number } {
  let count = 0;
  const get = (target: readonly T[], key: string | symbol, receiver: unknown): unknown => {
    if (typeof key === "string" && /^\d+$/.test(key)) count += 1;
    return Reflect.get(target, key, receiver);
  };
  return { list: new Proxy(list, { get }), count: () => count };
}

test("[TV5] two states beside each other begin with what differs, and say what one side does not know", () => {
  const golden = indexState({ start: { a: 1, b: 1 }, steps: [] });
  const actual = indexState({ start: { a: 1, b: 2, c: 3 }, steps: [] });
  const lines = compareStates(stateAfter(golden, 0), stateAfter(actual, 0));
  expect(lines.map(({ name, golden: one, actual: other, differs }) => [name, one?.value, other?.value, differs])).toEqual([
    ["b", 1, 2, true],
    ["c", undefined, 3, true],
    ["a", 1, 1, false],
  ]);
});

test("[TV13] the history of a number has its first and last value, and few points", () => {
  const sets = Array.from({ length: 500 }, (_none, i) => ({ name: "hp", old: i - 1, new: i, by: "do.0" }));
  const steps = sets.map((set, i) => ({
    ...stepAt(i, "n"),
    place: "n",
    refused: [],
    mark: null,
    facts: [],
    texts: [],
    sets: [set],
  }));
  const history = numberHistory(indexState({ start: { hp: -1 }, steps }), "hp");
  expect(history).toMatchObject({ least: -1, most: 499 });
  expect(history?.points.length).toBeLessThan(100);
  expect([history?.points[0], history?.points.at(-1)]).toEqual([
    { step: -1, value: -1 },
    { step: 499, value: 499 },
  ]);
});

test("[TV13] what is no number, or changed once, has no history to draw", () => {
  const index = indexState(viewPlaytest(sampleTrace()));
  expect([numberHistory(index, "lamp"), numberHistory(index, "luck")]).toEqual([null, null]);
  expect(numberHistory(index, "hp")?.points.map(({ value }) => value)).toEqual([10, 6, 8]);
});
