import type { EnvFacts, PrunedGeneration } from "../../../core/env/status/compose-status.ts";
import type { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import type { EnvHome } from "../env-home.ts";
import { listSnapshotIds, readSnapshot, readSnapshotMeta } from "../move/snapshots.ts";
import type { ProblemList } from "./problem-list.ts";

/**
 * What snapshots say. Of those whose generation is kept its own files say the rest, so only the others are read whole.
 *
 * @param kept  Numbers of the generations whose folders are there.
 */
export async function readSnapshotFacts(
  home: EnvHome,
  kept: ReadonlySet<number>,
  { settle }: ProblemList,
): Promise<Pick<EnvFacts, "snapshots" | "pruned">> {
  const ids = await listSnapshotIds(home);
  const read = await Promise.all(ids.map(async (id) => await settle(async () => await readSnapshotMeta(home, id))));
  const snapshots = read.filter((meta) => meta !== null);
  const newest = new Map<number, SnapshotMeta>();
  // They are listed newest first.
  for (const meta of snapshots) if (!kept.has(meta.generation) && !newest.has(meta.generation)) newest.set(meta.generation, meta);
  const pruned = await Promise.all(
    [...newest.values()].map(async (meta) => await settle(async () => await readPruned(home, meta))),
  );
  return { snapshots, pruned: pruned.filter((one) => one !== null) };
}

async function readPruned(home: EnvHome, { id }: SnapshotMeta): Promise<PrunedGeneration> {
  const { meta, nodes, lock } = await readSnapshot(home, id);
  const records = readNodesFile({ file: `env/snapshots/${id}/nodes.json`, text: nodes });
  return { meta, nodes: records.map((node) => node.id), packages: countPackages(lock) };
}

/** To parse a lock of some hundred packages takes 30 ms, and there may be 50 of them: here only their number is wanted. */
function countPackages(lock: string): number {
  // The project itself is one of them.
  return Math.max(0, (lock.match(/^\[\[package\]\]$/gm) ?? []).length - 1);
}
