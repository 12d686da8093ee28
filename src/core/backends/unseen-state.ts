import type { BackendState } from "./backend-state.ts";
import type { BackendConfig } from "./resolve-backends.ts";

/** A ComfyUI server that nobody has asked yet. */
export function unseenState({ id, url, source, enabled, slots, checkpoints, modelsDir }: BackendConfig): BackendState {
  return {
    id,
    kind: "comfyui",
    url,
    source,
    enabled,
    health: "unknown",
    detail: null,
    hint: null,
    version: null,
    devices: [],
    queue: null,
    rendering: 0,
    slots,
    warmCheckpoint: null,
    checkpoints,
    modelsDir,
    models: null,
    seenAtMs: null,
  };
}
