import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readCatalogue } from "./read-catalogue.ts";

/** The inputs of one class, by name. */
const inputsOf = (required: object, optional: object = {}) =>
  new Map(
    readCatalogue({ A: { input: { required, optional } } })
      .get("A")
      ?.inputs.map((input) => [input.name, input]),
  );

test("[W40] a class has its module, its inputs in order, its outputs, and whether it saves", () => {
  const info = {
    input: { required: { image: ["IMAGE"] }, optional: { mask: ["MASK", {}] }, hidden: { prompt: "PROMPT" } },
    output: ["IMAGE", ["a", "b"]],
    output_node: true,
    python_module: "custom_nodes.Any",
  };
  const plain = { choices: null, min: null, max: null, isSeed: false };
  expect(readCatalogue({ A: info }).get("A")).toEqual({
    name: "A",
    module: "custom_nodes.Any",
    inputs: [
      { name: "image", required: true, type: "IMAGE", ...plain },
      { name: "mask", required: false, type: "MASK", ...plain },
    ],
    outputs: ["IMAGE", "COMBO"],
    isOutput: true,
  });
});

test("[W40] choices come in two shapes, and some lists do not bind", () => {
  const inputs = inputsOf({
    old: [["a", 1, true, { b: 2 }]],
    young: ["COMBO", { options: ["a", "b"] }],
    upload: [["a.png"], { image_upload: true }],
    remote: ["COMBO", { options: ["a"], remote: { route: "/x" } }],
    many: ["COMBO", { options: ["a"], multiselect: true }],
    empty: ["COMBO"],
  });
  expect([...inputs.values()].map(({ type, choices }) => [type, choices])).toEqual([
    ["COMBO", ["a", 1, true]],
    ["COMBO", ["a", "b"]],
    ["COMBO", null],
    ["COMBO", null],
    ["COMBO", null],
    ["COMBO", null],
  ]);
});

test("[W41] bounds that are too large are cut, and infinite ones are none", () => {
  const inputs = inputsOf({
    seed: ["INT", { min: -9_223_372_036_854_775_807n, max: 18_446_744_073_709_551_615n }],
    rounded: ["INT", { min: -9.3e18, max: 1.8e19 }],
    scale: ["FLOAT", { min: 0.5, max: Infinity }],
    odd: ["FLOAT", { min: Number.NaN, max: "10" }],
  });
  const limit = Number.MAX_SAFE_INTEGER;
  expect([...inputs.values()].map(({ min, max }) => [min, max])).toEqual([
    [-limit, limit],
    [-limit, limit],
    [0.5, null],
    [null, null],
  ]);
});

test("[W42] seeds are known by name or by what the page does to them", () => {
  const inputs = inputsOf(
    {
      seed: ["INT"],
      noise_seed: ["INT", { control_after_generate: true }],
      pattern: ["INT", { control_after_generate: "randomize" }],
      width: ["INT", { control_after_generate: "fixed" }],
      steps: ["INT", {}],
    },
    { seed_name: ["STRING"] },
  );
  expect([...inputs.values()].filter(({ isSeed }) => isSeed).map(({ name }) => name)).toEqual(["seed", "noise_seed", "pattern"]);
  expect(inputsOf({ seed: ["STRING"] }).get("seed")?.isSeed).toBe(false);
});

test("[W40] nothing makes the reader throw", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (info, input) => {
      readCatalogue(info);
      readCatalogue({ A: info, B: { input: { required: { x: input, y: [input, info] } }, output: info } });
    }),
  );
});
