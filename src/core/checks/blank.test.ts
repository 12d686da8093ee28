import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import { checkBlank } from "./blank.ts";
import type { Check } from "./check.ts";

const judge = (rows: readonly string[]): Check => checkBlank(inputOf({}, [imageOf(rows)]));

test("[C5] one pixel that differs makes a picture", () => {
  expect(judge(["....", "..r.", "...."]).outcome).toBe("pass");
  expect(judge(["wwww", "wwWw"]).outcome).toBe("pass");
});

test("[C5] fully transparent is blank, whatever colours lie under alpha 0", () => {
  const pixels = { width: 2, height: 1, rgba: Uint8Array.from([255, 0, 0, 0, 0, 255, 0, 0]) };
  const check = checkBlank(inputOf({}, [imageOf([".."], { pixels, variant: 2, part: "tile:sea" })]));
  expect(check.outcome).toBe("fail");
  expect(check.evidence.note).toBe("variant 2 tile:sea: nothing is visible");
});

test("[C5] opaque white, or any other single colour, is blank", () => {
  for (const rows of [["ww", "ww"], ["rr"], ["hh"]]) {
    const check = judge(rows);
    expect(check.outcome).toBe("fail");
    expect(check.evidence.note).toBe("variant 0: all pixels are alike");
  }
});

test("[C5] of 1x1, a visible pixel is all there can be", () => {
  expect(judge(["r"]).outcome).toBe("pass");
  expect(judge(["."]).outcome).toBe("fail");
});

test("[C5] nothing but faint dust may be blank or not: uncertain", () => {
  const check = judge(["....", ".~.."]);
  expect(check.outcome).toBe("uncertain");
  expect(check.evidence.note).toBe("variant 0: no pixel has more alpha than 3 of 255");
  expect(judge(["~~~~", "~~~r"]).outcome).toBe("pass");
});
