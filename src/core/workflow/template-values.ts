import type { ImageTask } from "../assets/plan/image-task.ts";
import type { Plan } from "../assets/plan/plan.ts";
import { BINDING_FIELDS, referenceIndexOf } from "../assets/records/workflow.ts";
import type { TemplateValues } from "./template.ts";

/** Files of a plan as the server that renders it names them. */
export interface FileNames {
  readonly checkpoint: string;
  readonly vae: string | null;
  /** One for each entry of the plan's stack, in its order; those of weight zero are not read. */
  readonly loras: readonly string[];
  /** Uploaded references, in the plan's order, e.g. `touchstone/<sha256>.png`. */
  readonly references: readonly string[];
}

/**
 * What one image of a plan puts into its workflow's template: a function of plan, image and file names alone.
 *
 * @throws TypeError for a blocked plan, and when there are fewer file names than LoRAs.
 * Source: SPEC.md W24-W26.
 */
export function templateValues(plan: Plan, task: ImageTask, files: FileNames): TemplateValues {
  const { parameters, prompt } = plan;
  if (parameters === null || prompt === null) throw new TypeError("templateValues: the plan is blocked");
  const { image, takeSeed, partIndex, partCount } = task;
  return {
    fields: {
      "checkpoint.file": files.checkpoint,
      ...(files.vae === null ? {} : { "vae.file": files.vae }),
      "prompt.positive": prompt.positive,
      "prompt.negative": prompt.negative,
      "image.seed": image.seed,
      "image.takeSeed": takeSeed,
      "image.part": image.part ?? "",
      "image.partIndex": partIndex,
      "image.partCount": partCount,
      "image.partText": partText(task),
      "parameters.width": parameters.width,
      "parameters.height": parameters.height,
      "parameters.steps": parameters.steps,
      "parameters.cfg": parameters.cfg,
      "parameters.sampler": parameters.sampler,
      "parameters.scheduler": parameters.scheduler,
      "parameters.clipStop": clipStop(parameters.clipSkip),
      ...referenceFields(files),
    },
    loras: countedLoras(plan).map(({ weight, index }) => ({ file: loraFile(files, index), weight })),
    filenamePrefix: filenamePrefix(plan, task),
  };
}

/** References beyond those that a binding can name are the plan's own matter: they decide colours, not the graph. */
function referenceFields({ references }: FileNames): Readonly<Record<string, string>> {
  return Object.fromEntries(
    BINDING_FIELDS.flatMap((field) => {
      const file = references[referenceIndexOf(field) ?? -1];
      return file === undefined ? [] : [[field, file]];
    }),
  );
}

/** The LoRAs of a stack that do something, with their places in it: one of weight zero is left out of the graph. */
function countedLoras({ stack }: Pick<Plan, "stack">): readonly { readonly weight: number; readonly index: number }[] {
  return stack.map(({ weight }, index) => ({ weight, index })).filter(({ weight }) => weight !== 0);
}

/** How many LoRA nodes a plan's graphs have. */
export function loraCountOf(plan: Pick<Plan, "stack">): number {
  return countedLoras(plan).length;
}

function loraFile({ loras }: FileNames, index: number): string {
  const file = loras[index];
  if (file === undefined) throw new TypeError(`templateValues: no file for LoRA ${index} of the stack`);
  return file;
}

/** ComfyUI counts the last CLIP layer as -1, which is what no skip means; the common "clip skip 2" is its -2. */
function clipStop(clipSkip: number): number {
  return Math.min(-1, -clipSkip);
}

/** Which part of a take an image is, in words for a prompt, e.g. "frame 2 of 6", "state hover"; empty for a single image. */
function partText({ image, partIndex, partCount }: ImageTask): string {
  const [kind, name = ""] = image.part?.split(":") ?? [];
  if (kind === undefined) return "";
  return kind === "frame" ? `frame ${partIndex + 1} of ${partCount}` : `${kind} ${name.replaceAll(/[-_]/g, " ")}`;
}

/** Hex digits of the render digest in a file name: enough that no two requests of a project meet. */
const PREFIX_DIGITS = 16;

/**
 * Where the server saves an image. Equal requests share it and no two different images do: nodes that save equal things
 * are one cache entry to the server, which then writes no second file (comfyui.md section 2).
 */
function filenamePrefix({ renderDigest }: Plan, { image }: ImageTask): string {
  if (renderDigest === null) throw new TypeError("templateValues: the plan is blocked");
  const digits = renderDigest.slice("sha256:".length, "sha256:".length + PREFIX_DIGITS);
  const part = image.part?.replaceAll(/[^a-z0-9_-]/gi, "-") ?? "image";
  return `touchstone/${digits}/${image.seed}-${image.variant}-${part}`;
}
