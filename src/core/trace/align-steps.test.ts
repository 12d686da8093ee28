import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openStream } from "../canonical/random.ts";
import { alignSteps } from "./align-steps.ts";
import type { AlignedPair } from "./cause.ts";

const shared = (pairs: readonly AlignedPair[]): number =>
  pairs.filter((pair) => pair.expected !== null && pair.actual !== null).length;

/** Length of a longest common subsequence, the slow and certain way. */
function lcsLength(a: readonly string[], b: readonly string[]): number {
  const rows = a.reduce<number[]>(
    (above, key) =>
      b.reduce<number[]>(
        (row, other, at) => [...row, key === other ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0)],
        [0],
      ),
    Array<number>(b.length + 1).fill(0),
  );
  return rows.at(-1) ?? 0;
}

const fewKeys = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });

test("[TD1] an alignment has as many shared steps as any, and shared steps have equal keys", () => {
  fc.assert(
    fc.property(fewKeys, fewKeys, (a, b) => {
      const pairs = alignSteps(a, b);
      expect(shared(pairs)).toBe(lcsLength(a, b));
      for (const { expected, actual } of pairs) if (expected !== null && actual !== null) expect(a[expected]).toBe(b[actual]);
    }),
  );
});

test("[TD2] every step of both stands in it once, in order", () => {
  fc.assert(
    fc.property(fewKeys, fewKeys, (a, b) => {
      const pairs = alignSteps(a, b);
      expect(pairs.flatMap((pair) => pair.expected ?? [])).toEqual(a.map((_key, at) => at));
      expect(pairs.flatMap((pair) => pair.actual ?? [])).toEqual(b.map((_key, at) => at));
    }),
  );
});

test("[TD2] an inserted step stands alone, and no step after it moves", () => {
  const nodes = Array.from({ length: 30 }, (_, at) => `n${at}`);
  const pairs = alignSteps(nodes, nodes.toSpliced(15, 0, "new"));
  expect(pairs.filter((pair) => pair.expected === null || pair.actual === null)).toEqual([{ expected: null, actual: 15 }]);
  expect(pairs[20]).toEqual({ expected: 19, actual: 20 });
});

test("[TD3] repeated nodes are aligned from the first place where the traces part", () => {
  expect(alignSteps(["hub", "b", "hub", "c"], ["hub", "a", "hub", "b", "hub", "c"]).slice(0, 4)).toEqual([
    { expected: 0, actual: 0 },
    { expected: null, actual: 1 },
    { expected: null, actual: 2 },
    { expected: 1, actual: 3 },
  ]);
});

/** A random walk over a few nodes. */
function walk(name: string, length: number, nodes: number): string[] {
  const stream = openStream(1, name);
  return Array.from({ length }, () => `n${stream.nextBelow(nodes)}`);
}

test.each([
  ["few nodes", walk("one", 10_000, 5), walk("other", 10_000, 5)],
  ["reversed", walk("one", 10_000, 20_000), walk("one", 10_000, 20_000).toReversed()],
  ["a tenth changed", walk("one", 10_000, 300), walk("one", 10_000, 300).map((key, at) => (at % 10 === 0 ? "x" : key))],
])("[TD4] traces of 10,000 steps are aligned in well under a second: %s", (_what, a, b) => {
  const start = process.threadCpuUsage();
  const pairs = alignSteps(a, b);
  const { user } = process.threadCpuUsage(start);
  expect(user / 1e6).toBeLessThan(1);
  expect(shared(pairs)).toBeGreaterThan(0);
});
