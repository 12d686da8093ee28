import { expect, test } from "vitest";
import type { Value } from "../story/value.ts";
import { judge } from "./scenes.fixture.ts";

const holds = (when: unknown, values: Record<string, Value>): boolean => judge(when, values).offered.length === 1;

/** `actual` is what the variable holds. */
const OPERATORS: readonly (readonly [op: string, actual: Value, value: Value | undefined, expected: boolean])[] = [
  ["eq", 2, 2, true],
  ["eq", 2, 3, false],
  ["eq", "2", 2, false],
  ["eq", ["a", 1], ["a", 1], true],
  ["eq", ["a", 1], ["a"], false],
  ["eq", null, null, true],
  ["neq", 2, 3, true],
  ["neq", 2, 2, false],
  ["neq", null, 2, true],
  ["gt", 3, 2, true],
  ["gt", 2, 2, false],
  ["gte", 2, 2, true],
  ["gte", 1, 2, false],
  ["lt", 1.5, 2, true],
  ["lt", 2, 2, false],
  ["lte", 2, 2, true],
  ["lte", 3, 2, false],
  ["gt", null, 2, false],
  ["lte", null, 2, false],
  ["in", "b", ["a", "b"], true],
  ["in", "c", ["a", "b"], false],
  ["not_in", "c", ["a", "b"], true],
  ["not_in", "a", ["a", "b"], false],
  ["exists", 0, undefined, true],
  ["exists", null, undefined, false],
  ["not_exists", null, undefined, true],
  ["not_exists", false, undefined, false],
];

test.each(OPERATORS)("[NE4] %s of %j and %j is as the rule says, and `not` is its opposite", (...row) => {
  const [op, actual, value, expected] = row;
  const leaf = value === undefined ? { key: "it", op } : { key: "it", op, value };
  expect(holds(leaf, { it: actual })).toBe(expected);
  expect(holds({ not: leaf }, { it: actual })).toBe(!expected);
  expect(holds({ not: { not: leaf } }, { it: actual })).toBe(expected);
});

test("[NE4] an empty list and an empty `all` hold, an empty `any` does not", () => {
  expect(holds([], {})).toBe(true);
  expect(holds({ all: [] }, {})).toBe(true);
  expect(holds({ any: [] }, {})).toBe(false);
  expect(holds({ not: { any: [] } }, {})).toBe(true);
});

const failed = (when: unknown, values: Record<string, Value>) => judge(when, values).refused[0]?.failed;

test("[NE3] of all that must hold, the first that fails is told, with what the variable holds", () => {
  const when = [
    { key: "coins", op: "gte", value: 2 },
    { key: "lamp", op: "eq", value: true },
    { key: "fog", op: "lt", value: 1 },
  ];
  const reason = { kind: "condition", key: "lamp", op: "eq", value: true, actual: false };
  expect(failed(when, { coins: 2, lamp: false, fog: 3 })).toEqual(reason);
});

test("[NE3] of what can hold instead, the part that misses least is told, the first of equals", () => {
  const far = {
    all: [
      { key: "coins", op: "gte", value: 9 },
      { key: "lamp", op: "eq", value: true },
    ],
  };
  const near = [
    { key: "coins", op: "gte", value: 2 },
    { key: "fog", op: "lt", value: 1 },
  ];
  const values = { coins: 2, lamp: false, fog: 3 };
  expect(failed({ any: [far, near] }, values)).toMatchObject({ key: "fog", actual: 3 });
  expect(failed({ any: [far, { key: "coins", op: "eq", value: 7 }, { key: "fog", op: "eq", value: 7 }] }, values)).toMatchObject({
    key: "coins",
    value: 7,
  });
});

test("[NE3] a condition that must not hold is told by the opposite operator", () => {
  const values = { coins: 5, lamp: true };
  expect(failed({ not: { key: "coins", op: "gt", value: 4 } }, values)).toEqual({
    kind: "condition",
    key: "coins",
    op: "lte",
    value: 4,
    actual: 5,
  });
  const neither = {
    not: {
      any: [
        { key: "lamp", op: "eq", value: false },
        { key: "lamp", op: "exists" },
      ],
    },
  };
  expect(failed(neither, values)).toMatchObject({ key: "lamp", op: "not_exists", value: null, actual: true });
});

test("[NE3] where no comparison is to blame, that is said", () => {
  expect(failed({ any: [] }, {})).toEqual({ kind: "hidden_condition" });
});

test("[NE3] tests tell which leaves were looked at and whether they held as written", () => {
  const when = { all: [{ not: { key: "lamp", op: "eq", value: true } }, { key: "fog", op: "lt", value: 1 }] };
  expect(judge(when, { lamp: false, fog: 0 }).tests).toEqual([0, 3]);
  expect(judge(when, { lamp: false, fog: 2 }).tests).toEqual([0, 2]);
  expect(judge(when, { lamp: true, fog: 0 }).tests).toEqual([1]);
});
