import { z } from "zod";

/** Version of the format of bindings files. */
export const BINDINGS_FORMAT = "touchstone.bindings/1";

/** What a plan gives to a workflow, by the name that bindings use. Eight references are a guess: more go onto one sheet. */
export const BINDING_FIELDS = [
  "checkpoint.file",
  "vae.file",
  "prompt.positive",
  "prompt.negative",
  "image.seed",
  "image.takeSeed",
  "image.part",
  "image.partIndex",
  "image.partCount",
  "image.partText",
  "parameters.width",
  "parameters.height",
  "parameters.steps",
  "parameters.cfg",
  "parameters.sampler",
  "parameters.scheduler",
  "parameters.clipStop",
  "references.0",
  "references.1",
  "references.2",
  "references.3",
  "references.4",
  "references.5",
  "references.6",
  "references.7",
] as const;
export type BindingField = (typeof BINDING_FIELDS)[number];

/** Place of a reference image in the plan's list, from 0; null for a field that is no reference. */
export function referenceIndexOf(field: BindingField): number | null {
  return field.startsWith("references.") ? Number(field.slice("references.".length)) : null;
}

/** A name inside a workflow: ids, titles and input names are any text in ComfyUI. */
const Name = z.string().min(1).max(256);

const NODE_FIELDS = {
  node: Name.optional().describe("Id of the node in the workflow"),
  title: Name.optional().describe("Title of the node (`_meta.title`), which only this node may have"),
};

const namesOneNode = ({ node, title }: { node?: string | undefined; title?: string | undefined }): boolean =>
  (node === undefined) !== (title === undefined);
const ONE_NODE = { message: "needs exactly one of `node` and `title`" };

const Binding = z
  .strictObject({
    ...NODE_FIELDS,
    input: Name.describe("Name of the node's input"),
    field: z.enum(BINDING_FIELDS).describe("What of the plan goes in there"),
  })
  .refine(namesOneNode, ONE_NODE);

/** Which inputs of a workflow's nodes Touchstone fills in (`workflows/<id>.bindings.yaml`). */
export const WorkflowBindings = z.strictObject({
  format: z.literal(BINDINGS_FORMAT).describe("Version of this format"),
  bindings: z.array(Binding).min(1).max(500).describe("Inputs that are filled in for each image"),
  loras: z
    .strictObject({ after: Name.describe("Id or title of the node that gives MODEL in slot 0 and CLIP in slot 1") })
    .optional()
    .describe("Where the plan's LoRAs are put in: between this node and all that use its model"),
  output: z
    .strictObject(NODE_FIELDS)
    .refine(namesOneNode, ONE_NODE)
    .describe("The node that saves the result; its `filename_prefix` is filled in"),
});
export type WorkflowBindings = z.infer<typeof WorkflowBindings>;

/** Ids of the nodes that are put in for LoRAs begin with this; no authored node's may. */
export const LORA_NODE_PREFIX = "touchstone_lora_";

/** What a request to `/prompt` holds beside the workflow. */
const REQUEST_KEYS: readonly string[] = ["prompt", "client_id", "prompt_id", "extra_data", "number", "front"];

const HOW_TO_EXPORT = "Open the workflow in ComfyUI, choose File > Export (API), and use that file";

/** A link to an output of another node: its id, and the output's slot from 0. */
export type Link = readonly [nodeId: string, slot: number];

/** Whether an input is fed by another node: a list of an id and a slot, which the server never takes as a value. */
export function isLink(value: unknown): value is Link {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && Number.isInteger(value[1]);
}

const Node = z.looseObject({
  class_type: z.string().min(1).max(256).describe("Class of the node, e.g. `KSampler`"),
  inputs: z.record(z.string(), z.unknown()).describe("Inputs by name: a value, or a link `[node id, output slot]`"),
  _meta: z
    .looseObject({ title: z.string().exactOptional().describe("Title for people") })
    .exactOptional()
    .describe("Remarks"),
});

/** A ComfyUI workflow in API format: nodes by id (`workflows/<id>.json`). */
export const WorkflowGraph = z
  .record(z.string(), z.unknown())
  .describe("A ComfyUI workflow in API format: nodes by id")
  .superRefine((graph, context) => {
    const refuse = (message: string, path: string[] = []): void =>
      context.addIssue({ code: "custom", message, path, params: { hint: HOW_TO_EXPORT } });
    if (Array.isArray(graph["nodes"]) && Array.isArray(graph["links"])) {
      refuse("the file is a workflow as ComfyUI's editor saves it (`nodes` and `links`), which no server can run", ["nodes"]);
      return;
    }
    if (typeof graph["prompt"] === "object" && Object.keys(graph).every((key) => REQUEST_KEYS.includes(key))) {
      const message = "the file is a request to a server, with the workflow under `prompt`";
      context.addIssue({ code: "custom", message, path: ["prompt"], params: { hint: "Keep only what is under `prompt`" } });
      return;
    }
    if (Object.keys(graph).length === 0) refuse("the workflow has no node");
    for (const id of Object.keys(graph).filter((each) => each.startsWith(LORA_NODE_PREFIX))) {
      const message = `the id \`${id}\` begins with \`${LORA_NODE_PREFIX}\`, which is kept for LoRAs that are put in`;
      context.addIssue({ code: "custom", message, path: [id], params: { hint: "Give the node another id" } });
    }
  })
  .pipe(
    z.record(z.string(), Node).superRefine((graph, context) => {
      for (const [id, node] of Object.entries(graph)) {
        for (const [input, value] of Object.entries(node.inputs)) {
          if (!isLink(value) || Object.hasOwn(graph, value[0])) continue;
          const message = `input \`${input}\` of node \`${id}\` is linked to node \`${value[0]}\`, which does not exist`;
          context.addIssue({ code: "custom", message, path: [id, "inputs", input], params: { hint: HOW_TO_EXPORT } });
        }
      }
    }),
  );

/** One node of a workflow. An input is a literal, or a link a `Link`. */
export interface ApiNode {
  readonly class_type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly _meta?: { readonly title?: string };
}

/** A ComfyUI workflow in API format: nodes by id. */
export type ApiGraph = Readonly<Record<string, ApiNode>>;
