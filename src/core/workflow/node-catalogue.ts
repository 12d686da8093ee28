/** One input of a node class. */
export interface NodeInput {
  readonly name: string;
  readonly required: boolean;
  /** E.g. `INT`, `MODEL`; `COMBO` for a choice. */
  readonly type: string;
  /** The values of a choice, e.g. file names; null for anything else. */
  readonly choices: readonly (string | number | boolean)[] | null;
  /** Bounds of a number; null where there are none. Integers beyond 2^53-1 are cut to it. */
  readonly min: number | null;
  readonly max: number | null;
  /** True for a seed: the server's own page would change it after each run. */
  readonly isSeed: boolean;
}

/** One node class of a server. */
export interface NodeClass {
  readonly name: string;
  /** E.g. `nodes`, `custom_nodes.ComfyUI-Impact-Pack`. */
  readonly module: string;
  readonly inputs: readonly NodeInput[];
  /** Types of its outputs by slot. */
  readonly outputs: readonly string[];
  readonly isOutput: boolean;
}

/** What a server can run, by class name. */
export type NodeCatalogue = ReadonlyMap<string, NodeClass>;
