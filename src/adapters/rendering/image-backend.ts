import type { UsedModel } from "../../core/assets/evidence.ts";
import type { ImageTask } from "../../core/assets/plan/image-task.ts";
import type { Plan } from "../../core/assets/plan/plan.ts";
import type { WorkflowRecord } from "../../core/assets/records/project-records.ts";
import type { Pixels } from "../../core/checks/check.ts";
import type { ServerFacts } from "../../core/comfyui/server-facts.ts";

/** A reference image of a plan; its pixels are what the plan's digest covers. */
export interface ReferenceFile {
  readonly ref: string;
  readonly pixelSha256: string;
  /** Reads it as a PNG. */
  read(): Promise<Uint8Array>;
}

/** One image to make. */
export interface RenderRequest {
  readonly plan: Plan;
  readonly task: ImageTask;
  /** Present iff the plan's renderer is `comfyui`. */
  readonly workflow: WorkflowRecord | null;
  /** The plan's checkpoint, VAE and LoRA files as their records name them; the built-in renderer reads none. */
  readonly files: ModelFiles | null;
  /** The plan's references, in its order. */
  readonly references: readonly ReferenceFile[];
  /** The prompt id that an earlier attempt wrote down before it submitted this image to this backend; null for none. */
  readonly earlierPromptId: string | null;
  /** Demands that nothing comes out of a cache (a replay). */
  readonly fresh: boolean;
  /** Written into the file's metadata, e.g. `{ jobId, image: "0/frame:1" }`; never into the graph. */
  readonly mark: Readonly<Record<string, string>>;
}

/** Model files by the names of records, e.g. `sdxl_base.safetensors`. `sha256` is what the record claims. */
export interface ModelFiles {
  readonly checkpoint: ModelFile;
  readonly vae: ModelFile | null;
  /** In the order of the plan's stack. */
  readonly loras: readonly ModelFile[];
}

export interface ModelFile {
  readonly file: string;
  readonly sha256: string;
}

/** How far one render is; the server's own numbers. */
export interface RenderProgress {
  readonly promptId: string;
  /** The node that runs now; null before the first. */
  readonly node: string | null;
  /** Steps of that node. */
  readonly value: number;
  readonly max: number;
}

/** A picture of how a render looks so far. */
export interface RenderPreview {
  readonly promptId: string;
  readonly type: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

/** How a render and its caller talk. */
export interface RenderHooks {
  /** The image is not wanted any more: what runs for it is canceled there as well. Rejects with INTERRUPTED. */
  readonly cancel: AbortSignal;
  /** Nobody waits any more: what runs for it goes on there, and a later call finds it by its prompt id. Rejects with INTERRUPTED. */
  readonly detach: AbortSignal;
  /** Writes the prompt id down; it is durable when this resolves, and only then submitted. */
  beforeSubmit(promptId: string): Promise<void>;
  onProgress(progress: RenderProgress): void;
  onPreview(preview: RenderPreview): void;
  /** The renderer is free for the next image; called once, before the file is fetched. */
  onReleased(): void;
  newId(): string;
}

/** An image that was made. */
export interface RenderedImage {
  /** The file as the renderer wrote it: a PNG. */
  readonly file: AsyncIterable<Uint8Array>;
  /** Its pixels where they are known without decoding the file. */
  readonly pixels: Pixels | null;
  /** Time spent making it, without waiting for a turn, ms. */
  readonly renderMs: number;
  /** Null where the renderer knows no prompts. */
  readonly promptId: string | null;
  /** Nodes whose result came from the server's cache; null where the renderer has none. */
  readonly cachedNodes: readonly string[] | null;
  /** Digest of the graph that was submitted, as canonical JSON; null where there is none. */
  readonly graphDigest: string | null;
  /** Null for the built-in renderer. */
  readonly server: ServerFacts | null;
  /** Model files that took part, with the digests that were measured; the built-in renderer uses none. */
  readonly models: readonly UsedModel[];
}

/** What makes images: the built-in renderer, or one ComfyUI server. One contract suite holds for both. */
export interface ImageBackend {
  readonly id: string;
  readonly kind: "builtin" | "comfyui";
  /**
   * Makes one image, or collects the one that `earlierPromptId` made.
   *
   * @throws TouchstoneError whose code says what policy may do about it: RENDER_FAILED, BACKEND_*, WORKFLOW_REFUSED,
   * MODEL_MISSING, INTERRUPTED.
   */
  render(request: RenderRequest, hooks: RenderHooks): Promise<RenderedImage>;
  /** Lets go of connections; renders under way reject with INTERRUPTED, as if detached. */
  close(): Promise<void>;
}
