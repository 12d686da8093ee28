import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import { checkMaxColors } from "./max-colors.ts";

test("[C7] as many colours as allowed pass, one more fails with the number", () => {
  const images = [imageOf([".rg"]), imageOf(["rgb"], { variant: 1 })];
  expect(checkMaxColors(inputOf({ maxColors: 3 }, images))).toMatchObject({ outcome: "pass", score: 3, threshold: 3 });
  const check = checkMaxColors(inputOf({ maxColors: 2 }, images));
  expect(check).toMatchObject({ outcome: "fail", score: 3, threshold: 2 });
  expect(check.evidence.numbers).toEqual({ images: 2, overLimit: 1 });
  expect(check.evidence.note).toBe("variant 1: 3 colours, at most 2 allowed");
});

test("[C7] what lies under alpha 0 is no colour, and shades of alpha are one colour", () => {
  const check = checkMaxColors(inputOf({ maxColors: 1 }, [imageOf([".rh"])]));
  expect(check).toMatchObject({ outcome: "pass", score: 1 });
});

test("[C7] black and white count like any colour, and 65,536 distinct ones are counted exactly", () => {
  const rgba = new Uint8Array(256 * 256 * 4).fill(255);
  for (let pixel = 0; pixel < 65_536; pixel++) rgba.set([(pixel * 37) & 255, pixel >> 8, pixel & 255], pixel * 4);
  const pixels = { width: 256, height: 256, rgba };
  const check = checkMaxColors(inputOf({ maxColors: 65_535 }, [imageOf(["r"], { pixels })]));
  expect(check).toMatchObject({ outcome: "fail", score: 65_536 });
});

test("[C7] without a limit it is not applicable", () => {
  expect(checkMaxColors(inputOf({}, [imageOf(["rgb"])])).outcome).toBe("not_applicable");
});
