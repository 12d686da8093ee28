import { describe, expect, test } from "vitest";
import { parseFormula } from "./formula.ts";

describe("formulas", () => {
  test("[SC21] a sum of products is read, and `*` binds closer", () => {
    expect(parseFormula("attacker + 2*1d6 - defender*3 + 4")).toEqual({
      kind: "formula",
      formula: {
        terms: [
          { sign: 1, factors: [{ kind: "attacker" }] },
          {
            sign: 1,
            factors: [
              { kind: "number", value: 2 },
              { kind: "dice", count: 1, sides: 6 },
            ],
          },
          { sign: -1, factors: [{ kind: "defender" }, { kind: "number", value: 3 }] },
          { sign: 1, factors: [{ kind: "number", value: 4 }] },
        ],
      },
    });
  });

  test.each([
    ["attacker/2", /can hold only/],
    ["attacker+", /misses something/],
    ["-attacker", /misses something/],
    ["", /misses something/],
    ["attacker*0d6", /between 1 and 100/],
    ["strength+1", /can hold only/],
    ["1+".repeat(200), /longer than 200/],
  ])("[SC21] `%s` is refused", (text, why) => {
    expect(parseFormula(text)).toEqual({ kind: "refused", why: expect.stringMatching(why) });
  });
});
