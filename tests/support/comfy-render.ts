import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { openComfyBackend, type ComfyBackendOptions } from "../../src/adapters/comfyui/comfy-backend.ts";
import { openComfyClient } from "../../src/adapters/comfyui/comfy-client.ts";
import type {
  ImageBackend,
  RenderedImage,
  RenderHooks,
  RenderPreview,
  RenderProgress,
  RenderRequest,
} from "../../src/adapters/rendering/image-backend.ts";
import { imageTask } from "../../src/core/assets/plan/image-task.ts";
import type { WorkflowRecord } from "../../src/core/assets/records/project-records.ts";
import { type FakeComfy, startFakeComfy } from "./comfyui/fake-comfy.ts";
import type { FakeComfyOptions } from "./comfyui/options.ts";
import { type Changes, planWith } from "./records.ts";
import { workflowWith } from "./workflows.ts";

/** A machine under load is slow, and no test is to fail for that. */
const PATIENT = {
  patience: { awayMs: 5_000, idleMs: 5_000, stuckMs: 5_000 },
  pace: { firstMs: 10, mostMs: 50 },
  answerMs: 5_000,
};

/** For servers that do not answer, or get nowhere. */
export const IMPATIENT: BenchOptions = { patience: { awayMs: 400, idleMs: 200, stuckMs: 200 }, answerMs: 200 };

interface BenchOptions extends Partial<ComfyBackendOptions> {
  readonly answerMs?: number;
}

/** One fake server and the backend that it is. */
export interface ComfyBench {
  readonly fake: FakeComfy;
  readonly backend: ImageBackend;
}

/** Starts a fake server with the checkpoint of `comfyRequest` and opens a backend on it; both end with the test. */
export async function openComfyBench(fakeOptions: FakeComfyOptions = {}, options: BenchOptions = {}): Promise<ComfyBench> {
  const fake = await startFakeComfy({ checkpoints: [CHECKPOINT], ...fakeOptions });
  const backend = openBackendAt(fake.url, options);
  onTestFinished(async () => {
    await backend.close();
    await fake.stop();
  });
  return { fake, backend };
}

/** A backend for a server at an address; who opens it closes it. */
export function openBackendAt(url: string, given: BenchOptions = {}): ImageBackend {
  const { answerMs, ...options } = { ...PATIENT, ...given };
  const nowMs = (): number => performance.now();
  const client = openComfyClient({ id: "fake", url }, { nowMs, newId: randomUUID, answerMs });
  return openComfyBackend({ id: "fake", client, modelsDir: null, digestsFile: null, nowMs, ...options });
}

const CHECKPOINT = "any.safetensors";
const SHA256 = "ab".repeat(32);

/** What a test asks for. */
export interface Wish extends Partial<Pick<RenderRequest, "earlierPromptId" | "fresh" | "references" | "files">> {
  readonly seed?: number;
  readonly workflow?: WorkflowRecord;
  readonly changes?: Changes;
}

/** One image of the smallest plan for ComfyUI. */
export function comfyRequest({ seed = 7, workflow = workflowWith(), changes = {}, ...rest }: Wish = {}): RenderRequest {
  const spec = { workflow: "flow", seed: { mode: "fixed" as const, baseSeed: seed }, ...changes.spec };
  const checkpoint = { weights: { path: CHECKPOINT, sha256: SHA256 }, ...changes.checkpoint };
  const plan = planWith({ ...changes, spec, checkpoint, workflows: [workflow] });
  const files = { checkpoint: { file: CHECKPOINT, sha256: SHA256 }, vae: null, loras: [] };
  return { ...requestOf(plan), workflow, files, ...rest };
}

/** One image of the smallest plan for the built-in renderer. */
export function builtinRequest({ seed = 7 }: Wish = {}): RenderRequest {
  return requestOf(planWith({ spec: { seed: { mode: "fixed", baseSeed: seed } } }));
}

function requestOf(plan: RenderRequest["plan"]): RenderRequest {
  const mark = { jobId: "job", image: "0/image" };
  return {
    plan,
    task: imageTask(plan, 0),
    workflow: null,
    files: null,
    references: [],
    earlierPromptId: null,
    fresh: false,
    mark,
  };
}

/** Hooks that write down what they are told. */
export interface NotedHooks extends RenderHooks {
  /** What was told in order, e.g. `["submit", "released"]`. */
  readonly told: string[];
  readonly submitted: string[];
  readonly progress: RenderProgress[];
  readonly previews: RenderPreview[];
  readonly stop: AbortController;
  readonly leave: AbortController;
}

export function notedHooks(changes: Partial<Pick<RenderHooks, "beforeSubmit" | "onProgress">> = {}): NotedHooks {
  const [stop, leave] = [new AbortController(), new AbortController()];
  const told: string[] = [];
  const submitted: string[] = [];
  const progress: RenderProgress[] = [];
  const previews: RenderPreview[] = [];
  return {
    told,
    submitted,
    progress,
    previews,
    stop,
    leave,
    cancel: stop.signal,
    detach: leave.signal,
    newId: randomUUID,
    async beforeSubmit(promptId) {
      told.push("submit");
      submitted.push(promptId);
      await changes.beforeSubmit?.(promptId);
    },
    onProgress(one) {
      progress.push(one);
      changes.onProgress?.(one);
    },
    onPreview: (preview) => void previews.push(preview),
    onReleased: () => void told.push("released"),
  };
}

/** All bytes of an image's file. */
export async function readAll({ file }: RenderedImage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Waits for what is about to happen. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1_000) throw new Error("it did not happen");
    await sleep(5);
  }
}

/** Time for what runs, so that something can happen meanwhile. */
export const SLOW = { stepMs: 60 };
