import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";

/** What a test asks of one spec that a ComfyUI server makes. */
export interface ComfyWish {
  readonly variants?: number;
  readonly checkpoint?: "alder" | "birch";
  /** Side of the image, px. */
  readonly size?: number;
  readonly contract?: object;
}

/** The checkpoint files that a server must offer. */
export const CHECKPOINT_FILES = ["alder.safetensors", "birch.safetensors"] as const;

/** How a project of such specs is written. */
export interface ComfyProject {
  readonly id?: string;
  readonly specs: Readonly<Record<string, ComfyWish>>;
  readonly policies?: object;
  /** Servers for `.touchstone/backends.yaml`; none where this is absent. */
  readonly backends?: readonly object[];
}

/** Writes a project whose specs are drafts and are drawn by a plain text-to-image workflow. */
export function writeComfyProject(
  dir: string,
  { id: projectId = "comfy-game", specs, policies = {}, backends }: ComfyProject,
): string {
  const write = (file: string, value: unknown): void => {
    const to = path.join(dir, file);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, file.endsWith(".json") ? JSON.stringify(value, null, 2) : stringify(value));
  };
  write("touchstone.yaml", { id: projectId, title: "Comfy game", policies: { ...POLICIES, ...policies } });
  for (const id of ["alder", "birch"]) {
    const weights = { path: `${id}.safetensors`, sha256: (id === "alder" ? "a" : "b").repeat(64) };
    const defaults = { width: 64, height: 64, steps: 4 };
    write(`checkpoints/${id}.yaml`, { id, title: id, family: "sdxl", weights, supportedAssetTypes: ["ui_icon"], defaults });
    write(`profiles/${id}/${id}-plain.v1.yaml`, { id: `${id}-plain`, version: 1, checkpointId: id });
  }
  write("workflows/text-to-image.json", GRAPH);
  write("workflows/text-to-image.bindings.yaml", BINDINGS);
  for (const [id, wish] of Object.entries(specs)) write(`specs/${id}.yaml`, specOf(id, wish));
  if (backends !== undefined) write(".touchstone/backends.yaml", { format: "touchstone.backends/1", backends });
  return dir;
}

const POLICIES = {
  concurrency: { project: 16, perBackend: 2 },
  retry: { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 100 },
};

function specOf(id: string, { variants = 1, checkpoint = "alder", size = 64, contract = {} }: ComfyWish): object {
  const output = { kind: "single_image", width: size, height: size, variants };
  const prompt = { positive: `a small ${id}`, negative: "blur" };
  return { id, title: id, assetType: "ui_icon", checkpoint, workflow: "text-to-image", prompt, contract, output };
}

const node = (class_type: string, inputs: object, title = class_type): object => ({ class_type, inputs, _meta: { title } });

const GRAPH = {
  "3": node("KSampler", {
    seed: 0,
    steps: 4,
    cfg: 7,
    sampler_name: "euler",
    scheduler: "normal",
    denoise: 1,
    model: ["4", 0],
    positive: ["6", 0],
    negative: ["7", 0],
    latent_image: ["5", 0],
  }),
  "4": node("CheckpointLoaderSimple", { ckpt_name: "alder.safetensors" }),
  "5": node("EmptyLatentImage", { width: 64, height: 64, batch_size: 1 }),
  "6": node("CLIPTextEncode", { text: "", clip: ["4", 1] }, "Positive"),
  "7": node("CLIPTextEncode", { text: "", clip: ["4", 1] }, "Negative"),
  "8": node("VAEDecode", { samples: ["3", 0], vae: ["4", 2] }),
  "9": node("SaveImage", { images: ["8", 0], filename_prefix: "x" }),
};

const BINDINGS = {
  format: "touchstone.bindings/1",
  bindings: [
    { node: "4", input: "ckpt_name", field: "checkpoint.file" },
    { title: "Positive", input: "text", field: "prompt.positive" },
    { title: "Negative", input: "text", field: "prompt.negative" },
    { node: "3", input: "seed", field: "image.seed" },
    { node: "3", input: "steps", field: "parameters.steps" },
    { node: "5", input: "width", field: "parameters.width" },
    { node: "5", input: "height", field: "parameters.height" },
  ],
  loras: { after: "4" },
  output: { node: "9" },
};
