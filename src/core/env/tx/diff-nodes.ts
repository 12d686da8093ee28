import { compareCodeUnits } from "../../canonical/order.ts";
import type { NodeRecord } from "../truth/node-record.ts";

/** Ids of node packs, sorted. */
export interface NodesDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Another commit, other files, or turned on or off. */
  readonly changed: readonly string[];
}

/** How the node packs of two generations differ. Rule: SPEC.md EM19. */
export function diffNodes(before: readonly NodeRecord[], after: readonly NodeRecord[]): NodesDiff {
  const [old, now] = [byId(before), byId(after)];
  const both = [...now.keys()].filter((id) => old.has(id));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)).toSorted(compareCodeUnits),
    removed: [...old.keys()].filter((id) => !now.has(id)).toSorted(compareCodeUnits),
    changed: both.filter((id) => isOther(old.get(id), now.get(id))).toSorted(compareCodeUnits),
  };
}

function byId(nodes: readonly NodeRecord[]): ReadonlyMap<string, NodeRecord> {
  return new Map(nodes.map((node) => [node.id, node]));
}

function isOther(before: NodeRecord | undefined, after: NodeRecord | undefined): boolean {
  return before?.treeHash !== after?.treeHash || before?.commit !== after?.commit || before?.enabled !== after?.enabled;
}
