import type { WorkflowRecord } from "../../src/core/assets/records/project-records.ts";
import type { ApiGraph, ApiNode, BindingField, WorkflowBindings } from "../../src/core/assets/records/workflow.ts";

/** A small text-to-image workflow, as ComfyUI exports it. Node `10` is a remark of its author that leads nowhere. */
export const GRAPH: ApiGraph = {
  "3": {
    class_type: "KSampler",
    inputs: {
      seed: 1,
      steps: 20,
      cfg: 7,
      sampler_name: "euler",
      scheduler: "normal",
      denoise: 1,
      model: ["4", 0],
      positive: ["6", 0],
      negative: ["7", 0],
      latent_image: ["5", 0],
    },
  },
  "4": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "any.safetensors" }, _meta: { title: "Model" } },
  "5": { class_type: "EmptyLatentImage", inputs: { width: 64, height: 64, batch_size: 1 } },
  "6": { class_type: "CLIPTextEncode", inputs: { text: "", clip: ["4", 1] }, _meta: { title: "Positive prompt" } },
  "7": { class_type: "CLIPTextEncode", inputs: { text: "", clip: ["4", 1] }, _meta: { title: "Negative prompt" } },
  "8": { class_type: "VAEDecode", inputs: { samples: ["3", 0], vae: ["4", 2] } },
  "9": { class_type: "SaveImage", inputs: { filename_prefix: "ComfyUI", images: ["8", 0] } },
  "10": { class_type: "PreviewImage", inputs: { images: ["8", 0] } },
};

type Binding = WorkflowBindings["bindings"][number];

/** The bindings of `GRAPH`. */
export const BINDINGS: WorkflowBindings = {
  format: "touchstone.bindings/1",
  bindings: [
    { node: "4", input: "ckpt_name", field: "checkpoint.file" },
    { title: "Positive prompt", input: "text", field: "prompt.positive" },
    { title: "Negative prompt", input: "text", field: "prompt.negative" },
    { node: "3", input: "seed", field: "image.seed" },
    { node: "5", input: "width", field: "parameters.width" },
  ],
  loras: { after: "4" },
  output: { node: "9" },
};

/** What a test changes in the small workflow; a node of null is taken out. */
export interface WorkflowChanges {
  readonly nodes?: Readonly<Record<string, ApiNode | null>>;
  /** Added to the bindings. */
  readonly bind?: readonly Binding[];
  /** Left out of the bindings. */
  readonly unbind?: readonly BindingField[];
  readonly rest?: Partial<WorkflowBindings>;
}

/** The small workflow, with changes. */
export function workflowWith({ nodes = {}, bind = [], unbind = [], rest = {} }: WorkflowChanges = {}): WorkflowRecord {
  const changed = Object.entries({ ...GRAPH, ...nodes }).flatMap(([id, node]) => (node === null ? [] : [[id, node] as const]));
  const kept = BINDINGS.bindings.filter(({ field }) => !unbind.includes(field));
  return { id: "flow", graph: Object.fromEntries(changed), bindings: { ...BINDINGS, ...rest, bindings: [...kept, ...bind] } };
}

/** The small workflow without a place for LoRAs. */
export function workflowWithoutLoras(): WorkflowRecord {
  const { loras: _none, ...bindings } = BINDINGS;
  return { id: "flow", graph: GRAPH, bindings };
}

/** The two files of the small workflow, by path. */
export const WORKFLOW_FILES: Readonly<Record<string, string>> = {
  "workflows/flow.json": JSON.stringify(GRAPH),
  "workflows/flow.bindings.yaml": JSON.stringify(BINDINGS),
};
