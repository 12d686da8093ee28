import { byKey } from "../../canonical/order.ts";
import type { NodeRecord } from "../truth/node-record.ts";
import type { ChangeLine } from "./package-changes.ts";

/** How the node packs of two generations differ, sorted by id: by commit, and by content where that alone changed. Source: SPEC.md EV6. */
export function nodeChanges(before: readonly NodeRecord[], after: readonly NodeRecord[]): readonly ChangeLine[] {
  const [old, now] = [byId(before), byId(after)];
  const ids = [...new Set([...old.keys(), ...now.keys()])].toSorted(byKey((id) => id));
  return ids.flatMap((name): readonly ChangeLine[] => {
    const [was, is] = [old.get(name), now.get(name)];
    const line = {
      name,
      before: was === undefined ? null : codeOf(was),
      after: is === undefined ? null : codeOf(is),
      isCore: false,
    };
    if (was === undefined) return [{ ...line, kind: "added" }];
    if (is === undefined) return [{ ...line, kind: "removed" }];
    return was.treeHash === is.treeHash && was.commit === is.commit && was.enabled === is.enabled
      ? []
      : [{ ...line, kind: "changed" }];
  });
}

function byId(nodes: readonly NodeRecord[]): ReadonlyMap<string, NodeRecord> {
  return new Map(nodes.map((node) => [node.id, node]));
}

const SHOWN = 8;

/** E.g. `3f2a1b0c`; the digest of its files where it has no commit. */
function codeOf({ commit, treeHash, enabled }: NodeRecord): string {
  const code = commit === null ? `files ${treeHash.slice("sha256:".length, "sha256:".length + SHOWN)}` : commit.slice(0, SHOWN);
  return enabled ? code : `${code}, not loaded`;
}
