import { describe, expect, test } from "vitest";
import { GRAPH, type WorkflowChanges, workflowWith, workflowWithoutLoras } from "../../../tests/support/workflows.ts";
import type { WorkflowRecord } from "../assets/records/project-records.ts";
import { findWorkflowProblems, type WorkflowDemands } from "./find-workflow-problems.ts";

const ONE: WorkflowDemands = { loraCount: 0, referenceCount: 0, imageCount: 1, hasVae: false };

const inShort = (workflow: WorkflowRecord, demands: Partial<WorkflowDemands> = {}): string[] =>
  findWorkflowProblems(workflow, { ...ONE, ...demands }).map(({ code, detail }) => `${code} ${detail}`);
const problemsOf = (changes: WorkflowChanges, demands?: Partial<WorkflowDemands>): string[] =>
  inShort(workflowWith(changes), demands);

/** A node of the small workflow with some inputs changed. */
const changed = (id: string, inputs: object, title?: string) => ({
  [id]: {
    class_type: GRAPH[id]?.class_type ?? "",
    inputs: { ...GRAPH[id]?.inputs, ...inputs },
    ...(title === undefined ? {} : { _meta: { title } }),
  },
});

test("[W3] a workflow that can be filled has no problem", () => {
  expect(problemsOf({}, { loraCount: 2, imageCount: 3 })).toEqual([]);
});

describe("nodes", () => {
  test("[W2] that no id and no title names are said to be missing, with the nearest", () => {
    const wrong = [
      { node: "33", input: "steps", field: "parameters.steps" },
      { title: "Positive promt", input: "text", field: "image.part" },
    ] as const;
    expect(problemsOf({ bind: wrong })).toEqual([
      "invalid_binding `parameters.steps`: there is no node `33`: did you mean `3`?",
      "invalid_binding `image.part`: no node has the title `Positive promt`: did you mean `Positive prompt`?",
    ]);
  });

  test("[W2] that share a title cannot be named by it", () => {
    expect(problemsOf({ nodes: changed("7", {}, "Positive prompt"), unbind: ["prompt.negative"] })).toEqual([
      "invalid_binding `prompt.positive`: the title `Positive prompt` is that of the nodes `6`, `7`",
    ]);
  });
});

describe("inputs", () => {
  test("[W3] must be there", () => {
    expect(problemsOf({ bind: [{ node: "3", input: "step", field: "parameters.steps" }] })).toEqual([
      "invalid_binding `parameters.steps`: node `3` (`KSampler`) has no input `step`: did you mean `steps`?",
    ]);
  });

  test("[W3] must hold a value: a link would be cut", () => {
    expect(problemsOf({ bind: [{ node: "3", input: "model", field: "image.part" }] })).toEqual([
      "invalid_binding `image.part`: input `model` of node `3` (`KSampler`) is fed by node `4` (`Model`); bind that node",
    ]);
  });

  test("[W3] must have a part in the output", () => {
    const nodes = { "11": { class_type: "CLIPTextEncode", inputs: { text: "", clip: ["4", 1] } } };
    expect(problemsOf({ nodes, bind: [{ node: "11", input: "text", field: "image.partText" }] })).toEqual([
      "invalid_binding `image.partText`: the output is not made from node `11` (`CLIPTextEncode`)",
    ]);
  });

  test("[W3] take one field each, by whatever name the node is called", () => {
    expect(problemsOf({ bind: [{ node: "6", input: "text", field: "image.partText" }] })).toEqual([
      "invalid_binding `image.partText`: input `text` of node `6` (`Positive prompt`) gets `prompt.positive` already",
    ]);
  });
});

test("[W4] the output must exist, save, and leave its file name to Touchstone", () => {
  expect(problemsOf({ rest: { output: { title: "Save" } } })).toEqual([
    "invalid_output_node `output`: no node has the title `Save`",
  ]);
  expect(problemsOf({ rest: { output: { node: "8" } } })).toEqual([
    "invalid_output_node `output`: node `8` (`VAEDecode`) has no `filename_prefix` to fill in, as nodes that save images have",
  ]);
  expect(problemsOf({ bind: [{ node: "9", input: "filename_prefix", field: "image.part" }] })).toEqual([
    "invalid_binding `image.part`: `filename_prefix` of the output is filled in by itself",
  ]);
});

describe("LoRAs", () => {
  test("[W5] need a place, and only where there are some", () => {
    expect(inShort(workflowWithoutLoras(), { loraCount: 2 })).toEqual([
      "missing_lora_place the stack has 2 LoRAs, but the bindings name no place for them (`loras`)",
    ]);
    expect(inShort(workflowWithoutLoras())).toEqual([]);
  });

  test("[W5] go behind a node whose model is used, named by id or title", () => {
    expect(problemsOf({ rest: { loras: { after: "Model" } } }, { loraCount: 1 })).toEqual([]);
    expect(problemsOf({ rest: { loras: { after: "Modell" } } })).toEqual([
      "missing_lora_place `loras`: `Modell` is the id of no node, and no node has the title `Modell`: did you mean `Model`?",
    ]);
    expect(problemsOf({ rest: { loras: { after: "10" } } })).toEqual([
      "missing_lora_place `loras`: nothing that the output is made from uses slot 0 (MODEL) of node `10` (`PreviewImage`)",
    ]);
  });
});

test("[W6] checkpoint and positive prompt must be bound, and the negative one need not", () => {
  expect(problemsOf({ unbind: ["checkpoint.file", "prompt.positive", "prompt.negative"] })).toEqual([
    "missing_binding no input is bound to `checkpoint.file`",
    "missing_binding no input is bound to `prompt.positive`",
  ]);
});

describe("seeds", () => {
  const NOISE = {
    "12": { class_type: "ImageAddNoise", inputs: { image: ["8", 0], seed: 4, strength: 0.1 } },
    ...changed("9", { images: ["12", 0] }),
  };

  test("[W7] that nothing is bound to are named", () => {
    expect(problemsOf({ nodes: NOISE })).toEqual([
      "seed_not_bound input `seed` of node `12` (`ImageAddNoise`) is a seed, but neither `image.seed` nor `image.takeSeed` is bound to it",
    ]);
    expect(problemsOf({ nodes: NOISE, bind: [{ node: "12", input: "seed", field: "image.takeSeed" }] })).toEqual([]);
  });

  test("[W7] are not bound by just any field", () => {
    expect(problemsOf({ nodes: NOISE, bind: [{ node: "12", input: "seed", field: "image.partIndex" }] })).toHaveLength(1);
  });

  test("[W7] may be fed by a node that is bound", () => {
    const nodes = { "13": { class_type: "PrimitiveInt", inputs: { value: 3 } }, ...changed("3", { seed: ["13", 0] }) };
    const bound = { nodes, unbind: ["image.seed"] as const };
    expect(problemsOf({ ...bound, bind: [{ node: "13", input: "value", field: "image.seed" }] })).toEqual([]);
    expect(problemsOf({ ...bound, bind: [{ node: "13", input: "value", field: "parameters.steps" }] })).toHaveLength(1);
  });

  test("[W7] that have no part in the output do not count", () => {
    expect(problemsOf({ nodes: { "12": { class_type: "ImageAddNoise", inputs: { image: ["8", 0], seed: 4 } } } })).toEqual([]);
  });

  test("[W8] must tell the images of a plan apart", () => {
    const shared = { unbind: ["image.seed"] as const, bind: [{ node: "3", input: "seed", field: "image.takeSeed" }] as const };
    expect(problemsOf(shared, { imageCount: 6 })).toEqual([
      "images_alike the spec asks for 6 images, but no input is bound to `image.seed`, so they would be alike",
    ]);
    expect(problemsOf(shared)).toEqual([]);
  });
});

test("[W9] a reference that is bound must be the plan's", () => {
  const nodes = { "14": { class_type: "LoadImage", inputs: { image: "a.png" } }, ...changed("5", { like: ["14", 0] }) };
  const bound = { nodes, bind: [{ node: "14", input: "image", field: "references.1" }] as const };
  expect(problemsOf(bound)).toEqual(["missing_reference `references.1` is bound, but the spec has no reference image"]);
  expect(problemsOf(bound, { referenceCount: 1 })).toEqual([
    "missing_reference `references.1` is bound, but the spec has 1 reference image, and they count from 0",
  ]);
  expect(problemsOf(bound, { referenceCount: 2 })).toEqual([]);
});

test("[W9] a VAE that is bound must be the checkpoint's", () => {
  const nodes = { "15": { class_type: "VAELoader", inputs: { vae_name: "" } }, ...changed("8", { vae: ["15", 0] }) };
  const bound = { nodes, bind: [{ node: "15", input: "vae_name", field: "vae.file" }] as const };
  expect(problemsOf(bound)).toEqual(["missing_vae `vae.file` is bound, but the checkpoint names no `vae`"]);
  expect(problemsOf(bound, { hasVae: true })).toEqual([]);
});

test.each([
  ["bindings of an older shape", { id: "old", graph: GRAPH, bindings: { seed: "1.inputs.seed" } }],
  ["no graph at all", { id: "old", graph: {}, bindings: {} }],
  ["a graph that is none", { id: "old", graph: null, bindings: 3 }],
])("[W10] %s is one problem", (_title, record) => {
  expect(inShort(record as unknown as WorkflowRecord)).toEqual([
    "unreadable_workflow workflow `old` is not a graph in API format with bindings of `touchstone.bindings/1`",
  ]);
});
