import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import { checkSize } from "./size.ts";

const size = { width: 2, height: 1 };

test("[C2] the exact size in 8-bit RGB or RGBA passes", () => {
  const images = [imageOf(["rg"]), imageOf(["rg"], { mode: "rgb8" })];
  expect(checkSize(inputOf({ size }, images)).outcome).toBe("pass");
});

test("[C2] another size fails, width and height not being interchangeable", () => {
  const check = checkSize(inputOf({ size }, [imageOf(["rg"]), imageOf(["r", "g"], { variant: 1 })]));
  expect(check.outcome).toBe("fail");
  expect(check.evidence.numbers).toEqual({ images: 2, wrongSize: 1, wrongMode: 0 });
  expect(check.evidence.note).toBe("variant 1: is 1x2, not 2x1");
});

test("[C2] a mode that is not 8-bit RGB or RGBA fails, an unknown one too", () => {
  const check = checkSize(inputOf({ size }, [imageOf(["rg"], { mode: "rgba16" }), imageOf(["r"], { variant: 1, mode: null })]));
  expect(check.outcome).toBe("fail");
  expect(check.evidence.numbers).toEqual({ images: 2, wrongSize: 1, wrongMode: 2 });
  expect(check.evidence.note).toBe(
    "variant 0: has mode rgba16, not rgba8 or rgb8; variant 1: is 1x1, not 2x1 and has mode unknown, not rgba8 or rgb8",
  );
});

test("[C2] without a size in the contract the mode alone is judged", () => {
  expect(checkSize(inputOf({}, [imageOf(["r"])])).outcome).toBe("pass");
  expect(checkSize(inputOf({}, [imageOf(["r"], { mode: "grey8" })])).outcome).toBe("fail");
});
