import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Changes, inputsOf, loraOf, planWith, SETTINGS, sketchOf } from "../../../../tests/support/records.ts";
import type { Pixels } from "../../checks/check.ts";
import type { Environment } from "../evidence.ts";
import { planSpec } from "../plan/plan-spec.ts";
import { compareEnvironment } from "./compare-environment.ts";
import { comparePixels } from "./compare-pixels.ts";
import { compareReplay, type ReplayInput, replaySettings } from "./compare-replay.ts";

const BUILTIN: Environment = { envId: null, models: [], touchstone: "0.1.0", builtinRenderer: "procedural/1" };
const MODELS = [
  { file: "pony.safetensors", sha256: "a" },
  { file: "clip.safetensors", sha256: "b" },
];
const SERVER = {
  backend: "studio-pc",
  comfyuiVersion: "0.33.0",
  python: "3.12",
  torch: "2.9",
  os: "linux",
  argv: ["main.py"],
  devices: [],
  nodePacks: [],
};
const COMFYUI: Environment = {
  envId: "env-1",
  models: MODELS,
  servers: [SERVER],
  touchstone: "0.1.0",
  builtinRenderer: null,
};
const PLAN = planWith();

const replay = (changes: Partial<ReplayInput> = {}) =>
  compareReplay({
    evidencePlan: PLAN,
    replannedPlan: planWith(),
    evidenceEnvironment: BUILTIN,
    currentEnvironment: BUILTIN,
    pixels: null,
    ...changes,
  });

test("[P70] a plan made again from the same inputs is equal, and nothing else is claimed", () => {
  expect(replay()).toEqual({ decisions: "equal", environment: "equal", pixels: "not_run", differences: [] });
});

test("[P70] any decision that came out otherwise is named with both values", () => {
  const other = planWith({ policies: { contract: { marginPx: 3 } } });
  const answer = replay({ replannedPlan: other });
  expect([answer.decisions, answer.environment]).toEqual(["different", "equal"]);
  expect(answer.differences[0]).toEqual({
    kind: "decision",
    name: "contract marginPx",
    before: null,
    after: { value: 3, layer: "project", recordId: "policies" },
  });
});

test("[P70] digests of documents are no decisions: inputs that decide nothing here may have moved", () => {
  const unused: Changes = { policies: { stack: { incompatible: [["a", "b", "they clash"]] } } };
  const replanned = planWith(unused);
  expect(replanned.inputsDigest).not.toBe(PLAN.inputsDigest);
  expect(replay({ replannedPlan: replanned }).decisions).toBe("equal");
});

test("[P70] a random, advanced plan is made again exactly, from what its evidence records, under a newer renderer too", () => {
  const inputs = inputsOf(
    sketchOf({ spec: { seed: { mode: "random_recorded" }, loras: [{ lora: "x" }] }, loras: [loraOf("x")] }),
  );
  const plan = planSpec(inputs, { ...SETTINGS, drawnSeed: 77, adjustments: [{ kind: "seed_advance", by: 2 }] });
  const replanned = planSpec(inputs, replaySettings({ plan, environment: BUILTIN }));
  expect(replanned).toEqual(plan);
  const answer = replay({
    evidencePlan: plan,
    replannedPlan: replanned,
    currentEnvironment: { ...BUILTIN, builtinRenderer: "procedural/2" },
  });
  expect([answer.decisions, answer.environment]).toEqual(["equal", "different"]);
});

test("[P71] each of the three questions has its own answer", () => {
  const answer = replay({
    replannedPlan: planWith({ spec: { prompt: { positive: "other" } } }),
    currentEnvironment: { ...BUILTIN, builtinRenderer: null },
    pixels: [{ variant: 0, part: null, pixels: { outcome: "identical" } }],
  });
  expect([answer.decisions, answer.environment, answer.pixels]).toEqual(["different", "unknown", "identical"]);
});

test("[P71] no image made again is no answer about pixels", () => {
  expect([replay({ pixels: null }).pixels, replay({ pixels: [] }).pixels]).toEqual(["not_run", "not_run"]);
});

const builtin = (after: Partial<Environment>) => compareEnvironment("builtin", BUILTIN, { ...BUILTIN, ...after });
const comfyui = (after: Partial<Environment>) => compareEnvironment("comfyui", COMFYUI, { ...COMFYUI, ...after });

test("[P72] for the built-in renderer its version alone decides; a Python environment is beside the point", () => {
  expect(builtin({ envId: "env-9", models: MODELS }).answer).toBe("equal");
  expect(builtin({ builtinRenderer: "procedural/2" })).toEqual({
    answer: "different",
    differences: [{ name: "builtinRenderer", before: "procedural/1", after: "procedural/2" }],
    information: [],
  });
  expect(builtin({ builtinRenderer: null }).answer).toBe("unknown");
});

test("[P72] another Touchstone is shown and makes no environment different", () => {
  const answer = replay({ currentEnvironment: { ...BUILTIN, touchstone: "0.2.0" } });
  expect(answer.environment).toBe("equal");
  expect(answer.differences).toEqual([{ kind: "information", name: "touchstone", before: "0.1.0", after: "0.2.0" }]);
});

test("[P72] for ComfyUI the environment and the model files decide, in whatever order they are listed", () => {
  expect(comfyui({ models: MODELS.toReversed(), builtinRenderer: "procedural/2" }).answer).toBe("equal");
  expect(comfyui({ envId: "env-2" }).answer).toBe("different");
  expect(comfyui({ models: [{ file: "pony.safetensors", sha256: "c" }] }).answer).toBe("different");
});

test("[P72] for ComfyUI what the servers say of themselves decides, and not how many of one kind there were or their names here", () => {
  const another = { ...SERVER, backend: "other-pc" };
  expect(comfyui({ servers: [another, SERVER] }).answer).toBe("equal");
  expect(comfyui({ servers: [{ ...SERVER, torch: "2.8" }] }).answer).toBe("different");
  expect(comfyui({ servers: [SERVER, { ...another, argv: ["main.py", "--fast"] }] }).answer).toBe("different");
  expect(comfyui({ servers: [] }).answer).toBe("unknown");
});

test("[P72] a model file that nobody could measure is not known", () => {
  const unmeasured = MODELS.map(({ file }) => ({ file, sha256: null }));
  expect(comfyui({ models: unmeasured }).answer).toBe("unknown");
});

test("[P72] what is not known on either side is unknown, unless something known already differs", () => {
  expect(comfyui({ envId: null }).answer).toBe("unknown");
  expect(compareEnvironment("comfyui", { ...COMFYUI, envId: null }, COMFYUI).answer).toBe("unknown");
  expect(comfyui({ models: [] }).answer).toBe("unknown");
  expect(comfyui({ envId: null, models: [{ file: "pony.safetensors", sha256: "c" }] }).answer).toBe("different");
  expect(comfyui({ envId: null }).differences).toEqual([{ name: "envId", before: "env-1", after: null }]);
});

const picture = (...bytes: number[]): Pixels => ({ width: bytes.length / 4, height: 1, rgba: Uint8Array.from(bytes) });

test("[P73] the same bytes are identical, and colours under full transparency count", () => {
  expect(comparePixels(picture(1, 2, 3, 255), picture(1, 2, 3, 255))).toEqual({ outcome: "identical" });
  expect(comparePixels(picture(1, 2, 3, 0), picture(1, 2, 4, 0))).toEqual({ outcome: "near", maxDelta: 1, share: 1 });
});

test("[P73] up to 8 of 255 in any channel is near, alpha included; 9 is different", () => {
  const before = picture(10, 20, 30, 200, 0, 0, 0, 0);
  expect(comparePixels(before, picture(18, 20, 30, 200, 0, 0, 0, 0))).toEqual({ outcome: "near", maxDelta: 8, share: 0.5 });
  expect(comparePixels(before, picture(10, 20, 30, 208, 0, 0, 0, 1))).toEqual({ outcome: "near", maxDelta: 8, share: 1 });
  expect(comparePixels(before, picture(10, 20, 30, 209, 0, 0, 0, 0))).toEqual({ outcome: "different", maxDelta: 9, share: 0.5 });
  expect(comparePixels(before, picture(10, 20, 30, 200, 3, 0, 0, 0))).toEqual({ outcome: "near", maxDelta: 3, share: 0.5 });
});

test("[P73] pictures of different sizes are different, even with as many pixels", () => {
  const tall: Pixels = { width: 1, height: 2, rgba: new Uint8Array(8) };
  const wide: Pixels = { width: 2, height: 1, rgba: new Uint8Array(8) };
  expect(comparePixels(tall, wide)).toEqual({ outcome: "different", sizes: ["1x2", "2x1"] });
  const one: Pixels = { width: 1, height: 1, rgba: new Uint8Array(4) };
  expect(comparePixels(one, tall)).toEqual({ outcome: "different", sizes: ["1x1", "1x2"] });
  expect(comparePixels(wide, one)).toEqual({ outcome: "different", sizes: ["2x1", "1x1"] });
});

test("[P73] the answer does not depend on which image came first", () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const [one, other]: Pixels[] = [a, b].map((rgba) => ({ width: 2, height: 2, rgba }));
      if (one === undefined || other === undefined) throw new TypeError("two pictures");
      expect(comparePixels(one, other)).toEqual(comparePixels(other, one));
    }),
  );
});

test("[P73] the worst image decides, and every image that is not identical is named", () => {
  const images = [
    { variant: 0, part: null, pixels: { outcome: "identical" } },
    { variant: 1, part: null, pixels: { outcome: "near", maxDelta: 2, share: 0.5 } },
    { variant: 2, part: "frame:3", pixels: { outcome: "near", maxDelta: 5, share: 0.1 } },
  ] as const;
  const near = replay({ pixels: images });
  expect([near.pixels, near.near]).toEqual(["near", { maxDelta: 5, share: 0.5 }]);
  expect(near.differences.map(({ kind, name }) => `${kind}: ${name}`)).toEqual(["pixels: image 1", "pixels: image 2 frame:3"]);
  const resized = { variant: 3, part: null, pixels: { outcome: "different", sizes: ["8x8", "9x8"] } } as const;
  const different = replay({ pixels: [...images, resized] });
  expect([different.pixels, different.near]).toEqual(["different", undefined]);
  expect(different.differences.at(-1)).toEqual({ kind: "pixels", name: "image 3", before: "8x8", after: "9x8" });
});
