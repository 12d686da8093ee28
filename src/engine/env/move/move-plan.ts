import type { PackageDiff } from "../../../core/env/generation/package-set.ts";
import type { Problem } from "../../../core/errors.ts";

/** What moving the pointer would do; said before it is done, and with `--dry-run` instead. */
export interface MovePlan {
  readonly from: number;
  /** Where the pointer goes; null: to a generation that is built for it. */
  readonly to: number | null;
  /** What differs of what is installed; null: known when it is built. */
  readonly packages: PackageDiff | null;
  /** Ids of node packs, sorted. `changed`: another commit or other files. */
  readonly nodes: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] };
  /** What is done, one sentence per step, in order. */
  readonly effects: readonly string[];
  /** Why it is refused; empty: it is not. */
  readonly refusals: readonly Problem[];
}

/** What moving the pointer came to. */
export interface MoveDone {
  /** The current generation now. */
  readonly generation: number;
  readonly envId: string;
  /** Snapshots that were taken, in order. */
  readonly snapshots: readonly string[];
  /** What was pruned, e.g. `generation 3`, `snapshot 0190…`, in order. */
  readonly pruned: readonly string[];
  /** The generation that a governed ComfyUI still runs, where that is another one. */
  readonly stillRunning: number | null;
}
