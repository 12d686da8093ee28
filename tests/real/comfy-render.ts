import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { openComfyBackend } from "../../src/adapters/comfyui/comfy-backend.ts";
import { openComfyClient } from "../../src/adapters/comfyui/comfy-client.ts";
import type {
  ImageBackend,
  RenderHooks,
  RenderPreview,
  RenderProgress,
  RenderRequest,
} from "../../src/adapters/rendering/image-backend.ts";
import { imageTask } from "../../src/core/assets/plan/image-task.ts";
import type { WorkflowRecord } from "../../src/core/assets/records/project-records.ts";
import type { BindingField } from "../../src/core/assets/records/workflow.ts";
import { digestOf } from "../../src/core/canonical/digest.ts";
import { planWith } from "../support/records.ts";
import { workflowWith } from "../support/workflows.ts";
import type { ServerProbe } from "../../src/core/comfyui/server-probe.ts";
import { PATIENCE } from "../../src/core/comfyui/watchdog.ts";
import { PACE } from "../../src/adapters/comfyui/await-prompt.ts";
import { submitPrompt } from "../../src/adapters/comfyui/submit-prompt.ts";
import type { Graph } from "./raw-server.ts";
import { noiseGraph } from "./weightless.ts";

/** Opens our own backend on a server, as the engine does. `awayMs`: how long the server may be away, if not as long as usual. */
export function openBackend(url: string, awayMs = PATIENCE.awayMs): ImageBackend {
  const client = openComfyClient({ id: "real", url }, { nowMs: Date.now, newId: randomUUID });
  return openComfyBackend({
    id: "real",
    client,
    modelsDir: null,
    digestsFile: null,
    nowMs: Date.now,
    patience: { ...PATIENCE, awayMs },
  });
}

/** One image that a test wants. */
export interface Wish {
  readonly graph: Graph;
  /** E.g. `{ "1.width": "parameters.width" }`; every seed is bound besides. */
  readonly bindings?: Readonly<Record<string, BindingField>>;
  readonly seed: number;
  /** A checkpoint file that the server has; a weightless graph does not read it. */
  readonly checkpoint: string;
  /** Pictures, by what they show. */
  readonly references?: readonly Uint8Array[];
  readonly fresh?: boolean;
  readonly earlierPromptId?: string;
  readonly mark?: Readonly<Record<string, string>>;
}

/** The workflow record that a project with this graph and these bindings would have; node `9` is the output. */
function workflowOf({ graph, bindings = {} }: Wish): WorkflowRecord {
  const seeds = Object.entries(graph).flatMap(([id, { inputs }]) =>
    "seed" in inputs ? [[`${id}.seed`, "image.seed"] as const] : [],
  );
  const bound = [...seeds, ...Object.entries(bindings)].map(([place, field]) => {
    const [node = "", input = ""] = place.split(".");
    return { node, input, field };
  });
  return { id: "flow", graph, bindings: { format: "touchstone.bindings/1", bindings: bound, output: { node: "9" } } };
}

/**
 * What the engine would ask a backend for. No project may plan a workflow that reads no checkpoint and no words, so the plan is
 * of another one, with the digests that this one would give it.
 */
function requestFor(wish: Wish): RenderRequest {
  const workflow = workflowOf(wish);
  const weights = { path: wish.checkpoint, sha256: "0".repeat(64) };
  const references = (wish.references ?? []).map((file) => ({
    file,
    ref: `${shaOf(file)}.png`,
    pixelSha256: `sha256:${shaOf(file)}`,
  }));
  const plan = planWith({ workflows: [workflowWith()], checkpoint: { weights }, spec: { workflow: "flow" } });
  const task = imageTask(plan, 0);
  return {
    plan: { ...plan, workflowDigest: digestOf(workflow), renderDigest: digestOf({ workflow, render: plan.renderDigest }) },
    task: { ...task, image: { ...task.image, seed: wish.seed }, takeSeed: wish.seed },
    workflow,
    files: { checkpoint: { file: weights.path, sha256: weights.sha256 }, vae: null, loras: [] },
    references: references.map(({ file, ref, pixelSha256 }) => ({
      ref,
      pixelSha256,
      read: async () => await Promise.resolve(file),
    })),
    earlierPromptId: wish.earlierPromptId ?? null,
    fresh: wish.fresh ?? false,
    mark: wish.mark ?? { jobId: "job" },
  };
}

const shaOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Hooks that write down what they hear. */
export function listeningHooks() {
  const heard = { submitted: [] as string[], progress: [] as RenderProgress[], previews: [] as RenderPreview[], released: 0 };
  const cancel = new AbortController();
  const detach = new AbortController();
  const hooks: RenderHooks = {
    cancel: cancel.signal,
    detach: detach.signal,
    beforeSubmit: async (promptId) => void heard.submitted.push(promptId),
    onProgress: (progress) => void heard.progress.push(progress),
    onPreview: (preview) => void heard.previews.push(preview),
    onReleased: () => void (heard.released += 1),
    newId: randomUUID,
  };
  return { hooks, heard, cancel, detach };
}

/** Renders one image to its end and decodes it. */
export async function renderOnce(backend: ImageBackend, wish: Wish, listening = listeningHooks()) {
  const made = await backend.render(requestFor(wish), listening.hooks);
  const parts: Uint8Array[] = [];
  for await (const part of made.file) parts.push(part);
  const file = Buffer.concat(parts);
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { ...made, file, pixels: data.toString("hex"), size: info, heard: listening.heard };
}

/** Asks a server what it is and offers. */
export async function probeOf(url: string): Promise<ServerProbe> {
  const client = openComfyClient({ id: "real", url }, { nowMs: Date.now, newId: randomUUID });
  try {
    return await client.probe();
  } finally {
    await client.close();
  }
}

/** Sends a graph without checking it first. @throws TouchstoneError as our backend does for what the server refuses. */
export async function sendRaw(url: string, graph: Graph, promptId = randomUUID() as string): Promise<void> {
  const client = openComfyClient({ id: "real", url }, { nowMs: Date.now, newId: randomUUID });
  const { hooks } = listeningHooks();
  const timing = { patience: PATIENCE, pace: PACE, nowMs: Date.now };
  const request = requestFor({ graph: noiseGraph({ seed: 1, prefix: "x" }), seed: 1, checkpoint: "any.safetensors" });
  const prepared = { graph, outputNode: "9", models: [], server: (await client.probe()).facts };
  try {
    await submitPrompt({ client, timing, prepared, request, hooks }, promptId);
  } finally {
    await client.close();
  }
}
