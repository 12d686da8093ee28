import { expect, test } from "vitest";
import * as fc from "fast-check";
import { keepInSight, middleOf, pixelAt, placeImage, type Sight, zoomAbout } from "./place-image.ts";

const sight: Sight = {
  image: { width: 64, height: 32 },
  view: { width: 400, height: 300 },
  scale: 4,
  centre: { x: 32, y: 16 },
  dpr: 1,
};

test("the centre stands in the middle of the view", () => {
  expect(placeImage(sight)).toEqual({ left: 72, top: 86, width: 256, height: 128 });
  expect(middleOf(sight.image)).toEqual({ x: 32, y: 16 });
});

test("edges fall between two device pixels at any pixel ratio", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 4, noNaN: true }), fc.double({ min: 0, max: 64, noNaN: true }), (dpr, x) => {
      const { left } = placeImage({ ...sight, dpr, centre: { x, y: 16 } });
      expect(Math.abs(left * dpr - Math.round(left * dpr))).toBeLessThan(1e-6);
    }),
  );
});

test("the pixel under the pointer is told, and nothing beside the image", () => {
  expect(pixelAt(sight, { x: 72, y: 86 })).toEqual({ x: 0, y: 0 });
  expect(pixelAt(sight, { x: 327.9, y: 213.9 })).toEqual({ x: 63, y: 31 });
  expect(pixelAt(sight, { x: 71.9, y: 86 })).toBeNull();
  expect(pixelAt(sight, { x: 328, y: 100 })).toBeNull();
});

test("a zoom keeps the pixel under the pointer where it is", () => {
  const pointer = { x: 100, y: 100 };
  const centre = zoomAbout(sight, pointer, 8);
  expect(pixelAt({ ...sight, scale: 8, centre }, pointer)).toEqual(pixelAt(sight, pointer));
});

test("an image that fits stays in the middle; a larger one cannot be pushed out of sight", () => {
  expect(keepInSight({ ...sight, centre: { x: 500, y: -9 } })).toEqual({ x: 32, y: 16 });
  const large = { ...sight, scale: 32 };
  expect(keepInSight({ ...large, centre: { x: -100, y: 100 } })).toEqual({ x: 12.5 / 4, y: 32 - 9.375 / 4 });
  expect(keepInSight({ ...large, centre: { x: 20, y: 12 } })).toEqual({ x: 20, y: 12 });
});
