import { describe, expect, test } from "vitest";
import { GRAPH, workflowWith, workflowWithoutLoras } from "../../../tests/support/workflows.ts";
import { canonicalJson } from "../canonical/canonical-json.ts";
import { TouchstoneError } from "../errors.ts";
import { compileTemplate } from "./compile-template.ts";
import { fillTemplate } from "./fill-template.ts";
import { graphDigest } from "./graph-digest.ts";
import type { TemplateValues } from "./template.ts";

const VALUES: TemplateValues = {
  fields: {
    "checkpoint.file": "pony.safetensors",
    "prompt.positive": "a sword",
    "prompt.negative": "blur",
    "image.seed": 42,
    "parameters.width": 128,
  },
  loras: [],
  filenamePrefix: "touchstone/0/42-0-image",
};
const LORAS = [
  { file: "first.safetensors", weight: 0.5 },
  { file: "second.safetensors", weight: -1 },
];
const plain = compileTemplate(workflowWith(), { loraCount: 0 });
const twoLoras = compileTemplate(workflowWith(), { loraCount: 2 });
const inputsOf = (graph: ReturnType<typeof fillTemplate>, id: string) => graph[id]?.inputs ?? {};

test("[W22] what the output is not made from is left out, and only that", () => {
  expect(Object.keys(plain.graph)).toEqual(["3", "4", "5", "6", "7", "8", "9"]);
  expect(plain.outputNode).toBe("9");
});

describe("filling", () => {
  test("[W23] puts every value where its binding says, and the file name into the output", () => {
    const graph = fillTemplate(plain, VALUES);
    expect(graph).toEqual({
      ...plain.graph,
      "3": { class_type: "KSampler", inputs: { ...GRAPH["3"]?.inputs, seed: 42 } },
      "4": { ...GRAPH["4"], inputs: { ckpt_name: "pony.safetensors" } },
      "5": { class_type: "EmptyLatentImage", inputs: { width: 128, height: 64, batch_size: 1 } },
      "6": { ...GRAPH["6"], inputs: { text: "a sword", clip: ["4", 1] } },
      "7": { ...GRAPH["7"], inputs: { text: "blur", clip: ["4", 1] } },
      "9": { class_type: "SaveImage", inputs: { images: ["8", 0], filename_prefix: "touchstone/0/42-0-image" } },
    });
  });

  test("[W23] leaves template and workflow as they were, and shares what it does not touch", () => {
    const before = canonicalJson([plain.graph, GRAPH]);
    const graph = fillTemplate(plain, VALUES);
    expect(canonicalJson([plain.graph, GRAPH])).toBe(before);
    expect(graph["8"]).toBe(plain.graph["8"]);
  });

  test("[W23] refuses a value that is missing, and another number of LoRAs", () => {
    const { "image.seed": _left, ...fields } = VALUES.fields;
    expect(() => fillTemplate(plain, { ...VALUES, fields })).toThrow("image.seed");
    expect(() => fillTemplate(plain, { ...VALUES, loras: LORAS })).toThrow("2 LoRAs for a template of 0");
    expect(() => fillTemplate(twoLoras, VALUES)).toThrow("0 LoRAs for a template of 2");
  });

  test("[W26] equal values give equal bytes and digests, whatever the order of keys in the files", () => {
    const shuffled = workflowWith();
    const reordered = { ...shuffled, graph: Object.fromEntries(Object.entries(shuffled.graph).toReversed()) };
    const again = fillTemplate(compileTemplate(reordered, { loraCount: 0 }), VALUES);
    expect(graphDigest(again)).toBe(graphDigest(fillTemplate(plain, VALUES)));
    expect(graphDigest(again)).not.toBe(
      graphDigest(fillTemplate(plain, { ...VALUES, filenamePrefix: "touchstone/0/43-0-image" })),
    );
  });

  test("[W23] takes a small part of the 0.2 ms that a graph may cost", () => {
    const values = { ...VALUES, loras: LORAS };
    fillTemplate(twoLoras, values);
    const startMs = performance.now();
    for (let round = 0; round < 1000; round += 1) fillTemplate(twoLoras, values);
    expect((performance.now() - startMs) / 1000).toBeLessThan(0.2);
  });
});

describe("LoRAs", () => {
  const graph = fillTemplate(twoLoras, { ...VALUES, loras: LORAS });

  test("[W20] are a chain in stack order behind the model", () => {
    expect(graph["touchstone_lora_0"]).toEqual({
      class_type: "LoraLoader",
      inputs: { model: ["4", 0], clip: ["4", 1], lora_name: "first.safetensors", strength_model: 0.5, strength_clip: 0.5 },
    });
    expect(inputsOf(graph, "touchstone_lora_1")).toEqual({
      model: ["touchstone_lora_0", 0],
      clip: ["touchstone_lora_0", 1],
      lora_name: "second.safetensors",
      strength_model: -1,
      strength_clip: -1,
    });
  });

  test("[W20] feed all that used the model or its CLIP, and leave the VAE alone", () => {
    expect(inputsOf(graph, "3")["model"]).toEqual(["touchstone_lora_1", 0]);
    for (const id of ["6", "7"]) expect(inputsOf(graph, id)["clip"]).toEqual(["touchstone_lora_1", 1]);
    expect(inputsOf(graph, "8")["vae"]).toEqual(["4", 2]);
  });

  test("[W21] weigh on model and CLIP alike", () => {
    for (const id of ["touchstone_lora_0", "touchstone_lora_1"])
      expect(inputsOf(graph, id)["strength_clip"]).toBe(inputsOf(graph, id)["strength_model"]);
  });
});

test("[W10] work that was planned by other rules is refused with every reason, and not half done", () => {
  const refusal = (action: () => unknown): unknown => {
    try {
      return action();
    } catch (error) {
      return error instanceof TouchstoneError ? [error.code, error.message] : error;
    }
  };
  expect(refusal(() => compileTemplate(workflowWith({ rest: { output: { node: "90" } } }), { loraCount: 0 }))).toEqual([
    "WORKFLOW_REFUSED",
    "workflow `flow` cannot be used: `output`: there is no node `90`: did you mean `9`?",
  ]);
  expect(refusal(() => compileTemplate(workflowWithoutLoras(), { loraCount: 1 }))).toEqual([
    "WORKFLOW_REFUSED",
    "workflow `flow` cannot be used: it has no place for LoRAs",
  ]);
  const old = { ...workflowWith(), bindings: { seed: "3.seed" } } as unknown as ReturnType<typeof workflowWith>;
  expect(refusal(() => compileTemplate(old, { loraCount: 0 }))).toEqual([
    "WORKFLOW_REFUSED",
    "workflow `flow` cannot be used: it is of no known format",
  ]);
});
