import { describe, expect, test } from "vitest";
import { type Changes, loraOf, planWith } from "../../../tests/support/records.ts";
import { workflowWith } from "../../../tests/support/workflows.ts";
import { imageTask } from "../assets/plan/image-task.ts";
import type { Plan } from "../assets/plan/plan.ts";
import { createTemplateCache } from "./template-cache.ts";
import { type FileNames, loraCountOf, templateValues } from "./template-values.ts";

const FILES: FileNames = { checkpoint: "sdxl\\pony.safetensors", vae: null, loras: [], references: [] };
const COMFYUI: Changes = {
  spec: { workflow: "flow" },
  checkpoint: { weights: { path: "pony.safetensors", sha256: "0".repeat(64) } },
  workflows: [workflowWith()],
};

/** The plan of a ComfyUI spec, with changes to spec and checkpoint. */
function planned(spec: Changes["spec"] = {}, more: Omit<Changes, "spec"> = {}): Plan {
  return planWith({
    ...COMFYUI,
    ...more,
    spec: { ...COMFYUI.spec, ...spec },
    checkpoint: { ...COMFYUI.checkpoint, ...more.checkpoint },
  });
}

const valuesOf = (plan: Plan, index = 0, files = FILES) => templateValues(plan, imageTask(plan, index), files);
const WALK = { output: { kind: "animation", frames: 3, width: 64, height: 64, variants: 2 } } as const;

describe("fields", () => {
  test("[W24] are the plan's own values, with the server's names of files", () => {
    const plan = planned({ prompt: { positive: "a sword", negative: "blur" } });
    expect(plan.explanation.blocked).toEqual([]);
    const values = valuesOf(plan, 0, { ...FILES, vae: "vae.safetensors", references: ["t/a.png", "t/b.png"] });
    expect(values.fields).toEqual({
      "checkpoint.file": "sdxl\\pony.safetensors",
      "vae.file": "vae.safetensors",
      "prompt.positive": plan.prompt?.positive,
      "prompt.negative": plan.prompt?.negative,
      "image.seed": plan.images[0]?.seed,
      "image.takeSeed": plan.images[0]?.seed,
      "image.part": "",
      "image.partIndex": 0,
      "image.partCount": 1,
      "image.partText": "",
      "parameters.width": 64,
      "parameters.height": 64,
      "parameters.steps": 20,
      "parameters.cfg": 7,
      "parameters.sampler": "euler",
      "parameters.scheduler": "normal",
      "parameters.clipStop": -1,
      "references.0": "t/a.png",
      "references.1": "t/b.png",
    });
  });

  test("[W24] know the part, its place in the take, and the seed that the take shares", () => {
    const plan = planned(WALK);
    expect(valuesOf(plan, 4).fields).toMatchObject({
      "image.seed": plan.images[4]?.seed,
      "image.takeSeed": plan.images[3]?.seed,
      "image.part": "frame:1",
      "image.partIndex": 1,
      "image.partCount": 3,
      "image.partText": "frame 2 of 3",
    });
    const states = planned({ output: { kind: "ui_states", states: ["normal", "mouse-over"], width: 64, height: 64 } });
    expect(valuesOf(states, 1).fields["image.partText"]).toBe("state mouse over");
  });

  test.each([
    [0, -1],
    [1, -1],
    [2, -2],
  ])("[W24] a CLIP skip of %i stops at layer %i", (clipSkip, stop) => {
    expect(valuesOf(planned({}, { checkpoint: { defaults: { clipSkip } } })).fields["parameters.clipStop"]).toBe(stop);
  });

  test("[W24] are not made up for a blocked plan", () => {
    const blocked = planned({ checkpoint: "lost" });
    expect(() => templateValues(blocked, imageTask(blocked, 0), FILES)).toThrow(TypeError);
  });
});

test("[W21] a LoRA of weight zero is left out, and the others keep their order and files", () => {
  const loras = [loraOf("a"), loraOf("b", { weight: { default: 0, min: 0, max: 1 } }), loraOf("c")];
  const plan = planned({ loras: [{ lora: "c" }, { lora: "b" }, { lora: "a" }] }, { loras });
  expect(plan.stack.map(({ lora, weight }) => [lora, weight === 0])).toEqual([
    ["c", false],
    ["b", true],
    ["a", false],
  ]);
  const values = valuesOf(plan, 0, { ...FILES, loras: ["c.st", "b.st", "a.st"] });
  expect(values.loras.map(({ file }) => file)).toEqual(["c.st", "a.st"]);
  expect(loraCountOf(plan)).toBe(2);
  expect(() => valuesOf(plan, 0, { ...FILES, loras: ["c.st", "b.st"] })).toThrow("no file for LoRA 2");
});

describe("the name an image is saved under", () => {
  test("[W25] tells all images of a plan apart, in characters that every server takes", () => {
    const plan = planned(WALK);
    const names = plan.images.map((_image, index) => valuesOf(plan, index).filenamePrefix);
    expect(new Set(names).size).toBe(6);
    for (const name of names) expect(name).toMatch(/^touchstone\/[0-9a-f]{16}\/\d+-[01]-frame-[0-2]$/);
  });

  test("[W25] is that of an equal request, and another one for another prompt", () => {
    expect(valuesOf(planned()).filenamePrefix).toBe(valuesOf(planned({ title: "Another title" })).filenamePrefix);
    expect(valuesOf(planned()).filenamePrefix).not.toBe(valuesOf(planned({ prompt: { positive: "axe" } })).filenamePrefix);
    expect(valuesOf(planned()).filenamePrefix).toMatch(/-0-image$/);
  });
});

describe("the cache of templates", () => {
  test("[W27] compiles a workflow once, whoever loaded it", () => {
    const cache = createTemplateCache();
    const template = cache.compile(planned(), workflowWith());
    expect(cache.compile(planned({ prompt: { positive: "axe" } }), workflowWith())).toBe(template);
  });

  test("[W27] tells apart bindings, profiles and numbers of LoRAs", () => {
    const cache = createTemplateCache();
    const template = cache.compile(planned(), workflowWith());
    const other = workflowWith({ unbind: ["prompt.negative"] });
    expect(cache.compile(planned({}, { workflows: [other] }), other)).not.toBe(template);
    expect(cache.compile(planned({}, { profile: { version: 2 } }), workflowWith())).not.toBe(template);
    const withLora = cache.compile(planned({ loras: [{ lora: "a" }] }, { loras: [loraOf("a")] }), workflowWith());
    expect([template.loraCount, withLora.loraCount]).toEqual([0, 1]);
  });

  test("[W27] drops what was not used for longest", () => {
    const cache = createTemplateCache(2);
    const compile = (version: number) => cache.compile(planned({}, { profile: { version } }), workflowWith());
    const [first, second] = [compile(1), compile(2)];
    expect(compile(1)).toBe(first);
    compile(3);
    expect(compile(1)).toBe(first);
    expect(compile(2)).not.toBe(second);
  });
});
