import { expect, test } from "vitest";
import { isCi } from "./is-ci.ts";

test.each([
  [undefined, false],
  ["", false],
  ["0", false],
  ["false", false],
  ["False", false],
  ["true", true],
  ["1", true],
  ["woodpecker", true],
])("CI=%s: %s", (value, expected) => {
  expect(isCi({ CI: value })).toBe(expected);
});
