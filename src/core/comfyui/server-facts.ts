/** One device that a ComfyUI server computes on. */
export interface ServerDevice {
  /** As the server names it, e.g. `cuda:0 NVIDIA GeForce RTX 4090`. */
  readonly name: string;
  /** E.g. `cuda`, `mps`, `cpu`. */
  readonly type: string;
  readonly vramTotalBytes: number | null;
  readonly vramFreeBytes: number | null;
}

/** What a ComfyUI server says of itself; null where it does not. Goes into evidence, outside every digest of decisions. */
export interface ServerFacts {
  readonly comfyuiVersion: string | null;
  readonly python: string | null;
  readonly torch: string | null;
  readonly os: string | null;
  /** Its command line, e.g. `["main.py", "--deterministic"]`; paths are cut to their last name. */
  readonly argv: readonly string[];
  readonly devices: readonly ServerDevice[];
  /** Modules of custom nodes, sorted, e.g. `["custom_nodes.ComfyUI-Impact-Pack"]`. */
  readonly nodePacks: readonly string[];
}

/** Model files that a server offers, by its folder names. */
export interface ServerModels {
  readonly checkpoints: readonly string[];
  readonly loras: readonly string[];
  readonly vae: readonly string[];
}
