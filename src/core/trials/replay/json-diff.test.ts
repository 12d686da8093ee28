import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import type { Json } from "../json.ts";
import { jsonDiff, MAX_DIFFERENCES } from "./json-diff.ts";

test("[RP9] differences are told at the innermost place that both have, a missing side by its absence", () => {
  const before = { a: [1, { b: null }], "c d": true, e: 1 };
  const now = { a: [1, { b: 2 }, 3], "c d": false, f: null };
  expect(jsonDiff(before, now)).toEqual([
    { path: "a[1].b", expected: null, actual: 2 },
    { path: "a[2]", actual: 3 },
    { path: '["c d"]', expected: true, actual: false },
    { path: "e", expected: 1 },
    { path: "f", actual: null },
  ]);
  expect(jsonDiff({}, [])).toEqual([{ path: "", expected: {}, actual: [] }]);
});

test("[RP9] values differ somewhere unless they are equal, and no more is told than a reader looks at", () => {
  const aValue = fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as Json);
  fc.assert(
    fc.property(aValue, aValue, (one, other) => {
      expect(jsonDiff(one, other).length === 0).toBe(canonicalJson(one) === canonicalJson(other));
      expect(jsonDiff(one, one)).toEqual([]);
    }),
  );
  const many = Array.from({ length: 500 }, (_, at) => at);
  expect(jsonDiff([], many)).toHaveLength(MAX_DIFFERENCES);
});
