import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import type { Background } from "../assets/records/contract.ts";
import { checkBackground } from "./background.ts";
import type { Check } from "./check.ts";

const judge = (background: Background, ...pictures: readonly (readonly string[])[]): Check =>
  checkBackground(
    inputOf(
      { background },
      pictures.map((rows, variant) => imageOf(rows, { variant })),
    ),
  );

const CUT_OUT = ["....", ".rr.", ".rr.", "...."];
const ON_WHITE = ["wwww", "wrrw", "wrrw", "wwww"];
const FULL = ["rgrg", "grgr", "rgrg", "grgr"];

test("[C3] a cut-out passes as transparent, even where the subject touches an edge", () => {
  expect(judge("transparent", CUT_OUT).outcome).toBe("pass");
  expect(judge("transparent", ["....", ".rr.", ".rr.", ".rr."]).outcome).toBe("pass");
});

test("[C3] an image without any transparent pixel fails, half transparency included", () => {
  const check = judge("transparent", CUT_OUT, ON_WHITE);
  expect(check.outcome).toBe("fail");
  expect(check.evidence.note).toBe("variant 1: has no transparent pixel");
  expect(judge("transparent", ["hh", "hh"]).outcome).toBe("fail");
});

test("[C3] one or two corners may be subject, so they are uncertain; three or four fail", () => {
  const cornered = [
    ["r...", "....", "....", "...."],
    [".rr.", ".rr.", "rrrr", "rrrr"],
    ["r..r", "....", "....", "r..."],
    ["r..r", ".rr.", ".rr.", "r..r"],
  ];
  expect(cornered.map((rows) => judge("transparent", rows).outcome)).toEqual(["uncertain", "uncertain", "fail", "fail"]);
  const check = judge("transparent", [".rr.", ".rr.", "rrrr", "rrrr"]);
  expect(check.evidence.numbers).toEqual({ images: 1, transparentPixels: 4, badCorners: 2 });
  expect(check.evidence.note).toBe("variant 0: 2 of 4 corners not transparent");
});

test("[C3] a corner of faint dust is not a transparent corner", () => {
  expect(judge("transparent", ["~...", "....", ".rr.", "...."]).outcome).toBe("uncertain");
});

test("[C3] of 1x1, a transparent pixel passes and any other fails", () => {
  expect(judge("transparent", ["."]).outcome).toBe("pass");
  expect(judge("transparent", ["r"]).outcome).toBe("fail");
});

test("[C4] white is pure white all around, opaque everywhere", () => {
  expect(judge("white", ON_WHITE).outcome).toBe("pass");
  expect(judge("white", ["w"]).outcome).toBe("pass");
  expect(judge("white", ["wwww", "wr.w", "wrrw", "wwww"]).evidence.note).toBe("variant 0: 1 pixel not opaque");
  expect(judge("white", CUT_OUT).outcome).toBe("fail");
  expect(judge("white", FULL).outcome).toBe("fail");
});

test("[C4] a background that is nearly white everywhere fails; one with a speck of dirt is uncertain", () => {
  expect(judge("white", ["WWWW", "WrrW", "WrrW", "WWWW"]).outcome).toBe("fail");
  const speck = judge("white", ["wwwww", "wwWww", "wwwww", "wwwww"]);
  expect(speck.outcome).toBe("uncertain");
  expect(speck.evidence.note).toBe("variant 0: 1 background pixel nearly, not purely white");
});

test("[C4] nearly white pixels that touch the subject, or that it encloses, are no dirt", () => {
  expect(judge("white", ["wwwww", "wWWWw", "wWrWw", "wWWWw", "wwwww"]).outcome).toBe("pass");
  const enclosed = ["wwwwwww", "wrrrrrw", "wrWWWrw", "wrWWWrw", "wrWWWrw", "wrrrrrw", "wwwwwww"];
  expect(judge("white", enclosed).outcome).toBe("pass");
});

test("[C4] white_or_transparent takes either, image by image", () => {
  expect(judge("white_or_transparent", CUT_OUT, ON_WHITE).outcome).toBe("pass");
  expect(judge("white_or_transparent", CUT_OUT, FULL).outcome).toBe("fail");
  expect(judge("white_or_transparent", ["r..r", ".rr.", ".rr.", "r..r"]).outcome).toBe("fail");
});

test("[C4] opaque lets nothing through", () => {
  expect(judge("opaque", FULL, ON_WHITE).outcome).toBe("pass");
  expect(judge("opaque", ["rrh", "rrr"]).outcome).toBe("fail");
  expect(judge("opaque", ["."]).evidence.numbers).toEqual({ images: 1, seeThroughPixels: 1 });
});

test("[C4] any background, or no demand, is not applicable", () => {
  expect(judge("any", FULL).outcome).toBe("not_applicable");
  expect(checkBackground(inputOf({}, [imageOf(FULL)])).outcome).toBe("not_applicable");
});
