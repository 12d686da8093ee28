import { expect, test } from "vitest";
import { Checkpoint } from "../assets/records/checkpoint.ts";
import { collectNeeds, type WorkflowSpec } from "./server-needs.ts";

const sha256 = "0".repeat(64);
const checkpoint = (files: object) =>
  Checkpoint.parse({ id: "pony", title: "Pony", family: "pony", supportedAssetTypes: ["ui_icon"], ...files });

function workflowSpec(spec: string, { loras = [], files = {} }: { loras?: [string, number][]; files?: object }): WorkflowSpec {
  const stack = loras.map(([file, weight]) => ({
    layer: "project" as const,
    lora: "x",
    version: null,
    weight,
    file,
    sha256,
    why: "",
  }));
  const graph = { 1: { class_type: "CheckpointLoaderSimple", inputs: {} }, 2: { class_type: "SaveImage", inputs: {} } };
  return { plan: { spec, stack }, checkpoint: checkpoint(files), graph };
}

test("[BK11] each node class and file is needed once, by all who need it, in one order", () => {
  const weights = { path: "sdxl/pony.safetensors", sha256 };
  const needs = collectNeeds([
    workflowSpec("owl", { files: { weights }, loras: [["ink.safetensors", 0.8]] }),
    workflowSpec("elk", { files: { weights, vae: { path: "fix.safetensors", sha256 } } }),
  ]);
  expect(needs).toEqual([
    { kind: "node", name: "CheckpointLoaderSimple", neededBy: ["elk", "owl"] },
    { kind: "node", name: "SaveImage", neededBy: ["elk", "owl"] },
    { kind: "checkpoint", name: "sdxl/pony.safetensors", neededBy: ["elk", "owl"] },
    { kind: "lora", name: "ink.safetensors", neededBy: ["owl"] },
    { kind: "vae", name: "fix.safetensors", neededBy: ["elk"] },
  ]);
});

test("[BK11] a LoRA of weight zero is not needed, and a file to be fetched is needed by its own name", () => {
  const weights = { uri: "https://models.example/a/pony.safetensors", sha256 };
  const needs = collectNeeds([workflowSpec("owl", { files: { weights }, loras: [["ink.safetensors", 0]] })]);
  expect(needs.filter(({ kind }) => kind !== "node")).toEqual([
    { kind: "checkpoint", name: "pony.safetensors", neededBy: ["owl"] },
  ]);
});
