import type { Patience } from "../../core/comfyui/watchdog.ts";
import type { RenderHooks, RenderRequest } from "../rendering/image-backend.ts";
import type { Pace } from "./await-prompt.ts";
import type { ComfyClient } from "./comfy-client.ts";
import type { PreparedGraph } from "./prepare-graph.ts";

/** One image on one server. */
export interface PromptRun {
  readonly client: ComfyClient;
  readonly timing: { readonly patience: Patience; readonly pace: Pace; readonly nowMs: () => number };
  readonly prepared: PreparedGraph;
  readonly request: RenderRequest;
  readonly hooks: RenderHooks;
}
