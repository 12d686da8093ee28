import { PATIENCE, type Patience } from "../../core/comfyui/watchdog.ts";
import { type FailureCode, TouchstoneError } from "../../core/errors.ts";
import { createTemplateCache } from "../../core/workflow/template-cache.ts";
import type { ImageBackend, RenderedImage, RenderHooks, RenderRequest } from "../rendering/image-backend.ts";
import { PACE, type Pace } from "./await-prompt.ts";
import type { ComfyClient } from "./comfy-client.ts";
import { whileWanted } from "./interruption.ts";
import { openModelDigests } from "./model-digests.ts";
import { type PreparedGraph, prepareGraph } from "./prepare-graph.ts";
import { renderPrompt } from "./render-prompt.ts";

/** How a backend is opened. */
export interface ComfyBackendOptions {
  readonly id: string;
  /** Closed with the backend. */
  readonly client: ComfyClient;
  /** Absolute folder with `checkpoints/`, `loras/`, `vae/` on this machine; null when the server's files are not here. */
  readonly modelsDir: string | null;
  /** JSON file that keeps digests of model files between runs, so that no file is read twice; null keeps them in memory. */
  readonly digestsFile: string | null;
  readonly nowMs: () => number;
  /** How long a server may be silent; tests are less patient. */
  readonly patience?: Patience;
  readonly pace?: Pace;
}

const MAY_BE_OUTDATED: ReadonlySet<FailureCode> = new Set<FailureCode>(["MODEL_MISSING", "WORKFLOW_REFUSED"]);

/** Opens the renderer that one ComfyUI server is. */
export function openComfyBackend({
  id,
  client,
  modelsDir,
  digestsFile,
  nowMs,
  patience,
  pace,
}: ComfyBackendOptions): ImageBackend {
  const bench = {
    client,
    modelsDir,
    templates: createTemplateCache(),
    digests: openModelDigests(digestsFile),
    uploads: new Map(),
  };
  const timing = { patience: patience ?? PATIENCE, pace: pace ?? PACE, nowMs };
  const closing = new AbortController();
  /** What the server is said to lack may have been put there since it was asked: then it is asked once more. */
  const prepare = async (wish: { request: RenderRequest; signal: AbortSignal }): Promise<PreparedGraph> => {
    try {
      return await prepareGraph(bench, await client.probe(), wish);
    } catch (error) {
      if (!(error instanceof TouchstoneError) || !MAY_BE_OUTDATED.has(error.code)) throw error;
      return await prepareGraph(bench, await client.probe({ refresh: true }), wish);
    }
  };
  const renderOnce = async (request: RenderRequest, hooks: RenderHooks): Promise<RenderedImage> => {
    const signals = [hooks.cancel, hooks.detach];
    const prepared = await whileWanted(signals, prepare({ request, signal: AbortSignal.any(signals) }));
    return await renderPrompt({ client, timing, prepared, request, hooks });
  };
  return {
    id,
    kind: "comfyui",
    async render(request, hooks) {
      const own = onceReleased({ ...hooks, detach: AbortSignal.any([hooks.detach, closing.signal]) });
      try {
        return await renderOnce(request, own.hooks);
      } catch (error) {
        const isRefused = error instanceof TouchstoneError && error.code === "WORKFLOW_REFUSED";
        if (!isRefused || request.references.length === 0 || own.isReleased()) throw error;
        // Uploads that are remembered may be gone from the server's folder.
        bench.uploads.clear();
        return await renderOnce(request, own.hooks);
      }
    },
    async close() {
      closing.abort();
      await Promise.all([client.close(), bench.digests.close()]);
    },
  };
}

/** Hooks whose release is told once, whatever an image takes. */
function onceReleased(hooks: RenderHooks): { readonly hooks: RenderHooks; readonly isReleased: () => boolean } {
  let isReleased = false;
  const onReleased = (): void => {
    if (!isReleased) hooks.onReleased();
    isReleased = true;
  };
  return { hooks: { ...hooks, onReleased }, isReleased: () => isReleased };
}
