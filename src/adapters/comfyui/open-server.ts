import type { BackendConfig } from "../../core/backends/resolve-backends.ts";
import type { Patience } from "../../core/comfyui/watchdog.ts";
import type { ImageBackend } from "../rendering/image-backend.ts";
import type { Pace } from "./await-prompt.ts";
import { openComfyBackend } from "./comfy-backend.ts";
import { type ComfyClient, type ComfyClientDeps, openComfyClient } from "./comfy-client.ts";

/** How long servers may take. */
export interface ComfyTiming {
  readonly patience: Patience;
  readonly pace: Pace;
  readonly answerMs: number;
}

interface ServerDeps extends Pick<ComfyClientDeps, "nowMs" | "newId"> {
  /** Keeps the digests of model files between runs. */
  readonly digestsFile: string;
  /** Where tests are less patient. */
  readonly timing: ComfyTiming | undefined;
}

/** Connects to one server and makes a renderer of it; nothing is asked yet. */
export function openServer(
  { id, url, modelsDir }: BackendConfig,
  { nowMs, newId, digestsFile, timing }: ServerDeps,
): { readonly client: ComfyClient; readonly backend: ImageBackend } {
  const client = openComfyClient({ id, url }, { nowMs, newId, answerMs: timing?.answerMs });
  const waiting = timing === undefined ? {} : { patience: timing.patience, pace: timing.pace };
  return { client, backend: openComfyBackend({ id, client, modelsDir, digestsFile, nowMs, ...waiting }) };
}
