import { expect, test } from "vitest";
import { type Changes, inputsOf, inShort, loraOf, planWith, SETTINGS, sketchOf } from "../../../../tests/support/records.ts";
import { type WorkflowChanges, workflowWith, workflowWithoutLoras } from "../../../../tests/support/workflows.ts";
import type { WorkflowRecord } from "../records/project-records.ts";
import { findBlockers } from "../ready/blockers.ts";
import { inputDocuments, inputsDigestOf } from "./inputs.ts";
import { planSpec } from "./plan-spec.ts";
import { rebuildInputs } from "./rebuild-inputs.ts";

const SHA = "0".repeat(64);
const VAE_NODE = { "15": { class_type: "VAELoader", inputs: { vae_name: "" } } };
const DECODE = { "8": { class_type: "VAEDecode", inputs: { samples: ["3", 0], vae: ["15", 0] } } };
const WITH_VAE: WorkflowChanges = {
  nodes: { ...VAE_NODE, ...DECODE },
  bind: [{ node: "15", input: "vae_name", field: "vae.file" }],
};
const WITH_REFERENCE: WorkflowChanges = {
  nodes: {
    "14": { class_type: "LoadImage", inputs: { image: "" } },
    "5": { class_type: "VAEEncode", inputs: { pixels: ["14", 0], vae: ["4", 2], width: 1 } },
  },
  bind: [{ node: "14", input: "image", field: "references.0" }],
};

/** A project whose spec is made with a workflow. */
const projectWith = (workflow: WorkflowRecord, { spec, checkpoint, ...more }: Changes = {}): Changes => ({
  spec: { workflow: "flow", ...spec },
  checkpoint: { weights: { path: "pony.safetensors", sha256: SHA }, ...checkpoint },
  workflows: [workflow],
  ...more,
});
const blockedBy = (workflow: WorkflowRecord, more?: Changes): string[] =>
  inShort(planWith(projectWith(workflow, more)).explanation.blocked);

test("[P91] a workflow that can be filled blocks nothing, whatever it takes up", () => {
  expect(blockedBy(workflowWith(), { spec: { loras: [{ lora: "a" }] }, loras: [loraOf("a")] })).toEqual([]);
  expect(blockedBy(workflowWith(WITH_VAE), { checkpoint: { vae: { path: "vae.safetensors", sha256: SHA } } })).toEqual([]);
  const style = { mode: "lock_to_anchor_set" as const, anchorRefs: ["one.png"] };
  const images = [{ ref: "one.png", pixelSha256: SHA, colors: [] }];
  expect(blockedBy(workflowWith(WITH_REFERENCE), { spec: { style }, images })).toEqual([]);
});

const old = { id: "flow", graph: {}, bindings: {} } as unknown as WorkflowRecord;
const lora: Changes = { spec: { loras: [{ lora: "a" }] }, loras: [loraOf("a")] };
const walk: Changes = { spec: { output: { kind: "animation", frames: 2, width: 64, height: 64 } } };

test.each<[string, WorkflowRecord, Changes]>([
  ["unreadable_workflow", old, {}],
  ["invalid_binding", workflowWith({ bind: [{ node: "77", input: "x", field: "image.part" }] }), {}],
  ["missing_binding", workflowWith({ unbind: ["prompt.positive"] }), {}],
  ["seed_not_bound", workflowWith({ unbind: ["image.seed"] }), {}],
  ["images_alike", workflowWith({ unbind: ["image.seed"], bind: [{ node: "3", input: "seed", field: "image.takeSeed" }] }), walk],
  ["invalid_output_node", workflowWith({ rest: { output: { node: "8" } } }), {}],
  ["missing_lora_place", workflowWithoutLoras(), lora],
  ["missing_reference", workflowWith(WITH_REFERENCE), {}],
  ["missing_vae", workflowWith(WITH_VAE), {}],
])("[P91] %s blocks the plan, and is told with its own way out", (code, workflow, more) => {
  expect(blockedBy(workflow, more)).toEqual([`workflow flow ${code}`]);
  const inputs = inputsOf(sketchOf(projectWith(workflow, more)));
  const [blocker] = findBlockers(inputs.spec, planSpec(inputs, SETTINGS));
  expect([blocker?.code, blocker?.hint.length]).toEqual([code, expect.any(Number)]);
});

test("[P91] a LoRA of weight zero needs no place", () => {
  const idle = loraOf("a", { weight: { default: 0, min: 0, max: 1 } });
  expect(blockedBy(workflowWithoutLoras(), { ...lora, loras: [idle] })).toEqual([]);
});

test("[P91] a frozen workflow of a shape that is no longer read opens with its digest, and blocks", () => {
  const documents = inputDocuments(inputsOf(sketchOf(projectWith(old))));
  const stored = JSON.parse(JSON.stringify(documents)) as typeof documents;
  const inputs = rebuildInputs(stored);
  expect(inputsDigestOf(inputDocuments(inputs))).toBe(inputsDigestOf(documents));
  expect(inShort(planSpec(inputs, SETTINGS).explanation.blocked)).toEqual(["workflow flow unreadable_workflow"]);
});
