import { expect, test } from "vitest";
import * as fc from "fast-check";
import { scaleOf, scaleWords, stepZoom, ZOOM_STEPS } from "./zoom.ts";

const icon = { width: 64, height: 32 };
const view = { width: 700, height: 500 };

test("an image that fits is shown at the largest whole number of screen pixels", () => {
  expect(scaleOf({ image: icon, view, zoom: "fit", dpr: 1 })).toEqual({ css: 10, exact: true });
  expect(scaleOf({ image: icon, view, zoom: "fit", dpr: 2 })).toEqual({ css: 10.5, exact: true });
  expect(scaleOf({ image: { width: 1, height: 1 }, view, zoom: "fit", dpr: 1 }).css).toBe(32);
});

test("an image larger than its place is made smaller by a whole number, and says that pixels are not exact", () => {
  expect(scaleOf({ image: { width: 1024, height: 1024 }, view, zoom: "fit", dpr: 1 })).toEqual({ css: 1 / 3, exact: false });
});

test("a place without room yet does not divide by zero", () => {
  expect(scaleOf({ image: icon, view: { width: 0, height: 0 }, zoom: "fit", dpr: 1 })).toEqual({ css: 1, exact: true });
});

test("one image pixel is a whole number of device pixels at every step and every pixel ratio", () => {
  const dprs = fc.double({ min: 0.3, max: 4, noNaN: true });
  const zooms = fc.constantFrom(...ZOOM_STEPS);
  fc.assert(
    fc.property(dprs, zooms, (dpr, zoom) => {
      const { css } = scaleOf({ image: icon, view, zoom, dpr });
      expect(Math.abs(css * dpr - Math.round(css * dpr))).toBeLessThan(1e-9);
      expect(Math.round(css * dpr)).toBeGreaterThanOrEqual(1);
    }),
  );
});

test("steps go up and down the ladder, from a fitted scale to its neighbour, and stop at the ends", () => {
  expect([stepZoom(1, 1), stepZoom(4, 1), stepZoom(4, -1), stepZoom(10.5, 1), stepZoom(10, -1)]).toEqual([2, 6, 3, 12, 8]);
  expect([stepZoom(32, 1), stepZoom(1, -1), stepZoom(1 / 3, 1)]).toEqual([32, 1, 1]);
});

test("a step that device pixels rounded up is not met again", () => {
  const shown = scaleOf({ image: icon, view, zoom: 2, dpr: 1.25 }).css;
  expect(shown).toBe(2.4);
  expect([stepZoom(shown, 1), stepZoom(shown, -1)]).toEqual([3, 2]);
});

test("scales are words", () => {
  expect([scaleWords(1), scaleWords(4), scaleWords(2.4), scaleWords(1 / 3)]).toEqual(["1:1", "4×", "2.4×", "1/3×"]);
});
