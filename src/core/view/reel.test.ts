import { expect, test } from "vitest";
import { reelsOf, turn } from "./reel.ts";

test("images are grouped by variant, frames in the order of their numbers", () => {
  const images = ["frame:10", "frame:2", "frame:0"].flatMap((part) => [1, 0].map((variant) => ({ variant, part })));
  expect(reelsOf(images).map(({ variant, images }) => [variant, images.map(({ part }) => part)])).toEqual([
    [0, ["frame:0", "frame:2", "frame:10"]],
    [1, ["frame:0", "frame:2", "frame:10"]],
  ]);
});

test("parts that are no frames keep their order", () => {
  const images = ["state:normal", "state:hover", "state:focused"].map((part) => ({ variant: 0, part }));
  expect(reelsOf(images)[0]?.images).toEqual(images);
});

test("an index turns in a circle", () => {
  expect([turn(3, 1, 4), turn(0, -1, 4), turn(0, 1, 0), turn(1, 9, 4)]).toEqual([0, 3, 0, 2]);
});
