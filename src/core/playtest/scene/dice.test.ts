import { describe, expect, test } from "vitest";
import { MAX_DICE, MAX_SIDES, parseDice } from "./dice.ts";

describe("dice", () => {
  test.each([
    ["d6", { count: 1, sides: 6, add: 0 }],
    ["2d6", { count: 2, sides: 6, add: 0 }],
    ["2d6+1", { count: 2, sides: 6, add: 1 }],
    [" 1d20 - 2 ", { count: 1, sides: 20, add: -2 }],
    [`${MAX_DICE}d${MAX_SIDES}`, { count: MAX_DICE, sides: MAX_SIDES, add: 0 }],
  ])("[SC20] `%s` is read", (text, dice) => {
    expect(parseDice(text)).toEqual({ kind: "dice", dice });
  });

  test.each([
    ["2x6", /is no dice/],
    ["", /is no dice/],
    ["1d6+1d4", /is no dice/],
    ["0d6", /between 1 and 100/],
    ["101d6", /between 1 and 100/],
    ["1d1", /between 2 and 1000/],
    ["1d1001", /between 2 and 1000/],
    ["99999999999d6", /is no dice/],
  ])("[SC20] `%s` is refused", (text, why) => {
    expect(parseDice(text)).toEqual({ kind: "refused", why: expect.stringMatching(why) });
  });
});
