import type { NodeRecord } from "../truth/node-record.ts";
import type { Truth } from "../truth/truth.ts";

/** What a generation is made from: its truth, and the node packs that own parts of it. */
export interface Composition {
  readonly truth: Truth;
  /** Sorted by id. */
  readonly nodes: readonly NodeRecord[];
}
