import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BROKEN, contractOf, imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import type { CheckInput } from "./check.ts";
import { runChecks } from "./run-checks.ts";

const ORDER = [
  "decodable",
  "required_parts",
  "size",
  "background",
  "blank",
  "margin",
  "max_colors",
  "duplicate_frame",
  "palette",
  "alignment",
  "perspective",
  "silhouette_drift",
  "tileable",
  "drop_shadow",
];

const animation: CheckInput = {
  contract: contractOf({
    size: { width: 3, height: 3 },
    background: "transparent",
    marginPx: 1,
    maxColors: 4,
    frames: 3,
    palette: { colors: ["#ff0000", "#00ff00", "#0000ff"], maxDistance: 0 },
  }),
  output: { kind: "animation", parts: ["frame:0", "frame:1", "frame:2"], variants: 2 },
  images: [0, 1].flatMap((variant) =>
    ["r", "g", "b"].map((letter, frame) => imageOf(["...", `.${letter}.`, "..."], { variant, part: `frame:${frame}` })),
  ),
};

test("[C13] every version gets the same checks in the same order, asked for or not", () => {
  expect(runChecks(animation).map((check) => check.check)).toEqual(ORDER);
  expect(runChecks(inputOf({}, [])).map((check) => check.check)).toEqual(ORDER);
});

test("[C13] a version that meets its contract passes all that it asks for", () => {
  const outcomes = runChecks(animation).map((check) => `${check.check} ${check.outcome}`);
  expect(outcomes.slice(0, 9)).toEqual(ORDER.slice(0, 9).map((name) => `${name} pass`));
  expect(outcomes.slice(9)).toEqual(ORDER.slice(9).map((name) => `${name} not_applicable`));
});

test("[C13] the order of the images changes nothing, notes included", () => {
  const [first, ...rest] = animation.images;
  const flawed = { ...animation, images: [...rest, { ...BROKEN, part: first?.part ?? null }, imageOf(["rrr", "rrr", "rrr"])] };
  const expected = runChecks(flawed);
  fc.assert(
    fc.property(fc.shuffledSubarray(flawed.images, { minLength: flawed.images.length }), (images) => {
      expect(runChecks({ ...flawed, images })).toEqual(expected);
    }),
  );
});

test("[C13] an image without pixels passes none of the checks of pixels", () => {
  const images = [...animation.images.slice(1), { ...BROKEN, part: "frame:0" }];
  const passed = runChecks({ ...animation, images }).filter((check) => check.outcome === "pass");
  expect(passed.map((check) => check.check)).toEqual(["required_parts"]);
});

test("[C13] a version without images passes nothing: what was not measured is uncertain or failed", () => {
  const outcomes = runChecks({ ...animation, images: [] }).filter((check) => check.outcome !== "not_applicable");
  expect(outcomes.map((check) => `${check.check} ${check.outcome}`)).toEqual([
    "decodable fail",
    "required_parts fail",
    "size uncertain",
    "background uncertain",
    "blank uncertain",
    "margin uncertain",
    "max_colors uncertain",
    "duplicate_frame uncertain",
    "palette uncertain",
  ]);
});
