import type { ServerDevice } from "../comfyui/server-facts.ts";

/** Where a renderer is named: it always exists, or in `.touchstone/backends.yaml`, by `--backend`, by `TOUCHSTONE_COMFYUI_URL`. */
export type BackendSource = "builtin" | "file" | "flag" | "environment";

/** One renderer of this project on this machine, as it was last seen. */
export interface BackendState {
  /** E.g. `builtin`, `studio-pc`. */
  readonly id: string;
  readonly kind: "builtin" | "comfyui";
  /** Null for the built-in one. */
  readonly url: string | null;
  readonly source: BackendSource;
  /** Whether this project uses it. */
  readonly enabled: boolean;
  /** `unknown` until it was asked. */
  readonly health: "up" | "down" | "unknown";
  /** In one sentence, why it is down or what is odd about it; null when all is well. */
  readonly detail: string | null;
  /** The way out; null when nothing needs to be done. */
  readonly hint: string | null;
  /** E.g. `0.33.0`, or the version of the built-in renderer's algorithm; null while not known. */
  readonly version: string | null;
  readonly devices: readonly ServerDevice[];
  /** Prompts on it, whoever asked for them; null while not known. */
  readonly queue: { readonly running: number; readonly pending: number } | null;
  /** Renders of this project that occupy it, and how many may at once. */
  readonly rendering: number;
  readonly slots: number;
  /** The checkpoint (its id here) whose render it did last, which it most likely still holds in memory. */
  readonly warmCheckpoint: string | null;
  /** The only checkpoints (ids) that it is given; null for any. */
  readonly checkpoints: readonly string[] | null;
  /** Its model folder as this machine sees it, by which files are checked; null where none is named. */
  readonly modelsDir: string | null;
  /** Checkpoint files that it offers; null while not known. */
  readonly models: readonly string[] | null;
  /** When it last answered, epoch ms; null when it never did. */
  readonly seenAtMs: number | null;
}
