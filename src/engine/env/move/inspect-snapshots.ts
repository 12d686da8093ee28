import { z } from "zod";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import type { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { findByPrefix } from "../../../core/env/tx/find-by-prefix.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { defineVerb } from "../../verb.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { findManifest } from "../find-manifest.ts";
import { listSnapshotIds, lookAtSnapshots, readSnapshot } from "./snapshots.ts";

/** A snapshot, and whether going back to it is instant. */
export interface SnapshotRow extends SnapshotMeta {
  readonly isKept: boolean;
  readonly isCurrent: boolean;
}

export interface SnapshotList {
  /** The newest first. */
  readonly snapshots: readonly SnapshotRow[];
  /** Whether the index says the same; otherwise the folders were read, and the next command that changes something writes it anew. */
  readonly isIndexed: boolean;
}

/** @throws TouchstoneError ENV_DAMAGED naming the file */
async function list({ projectDir }: Studio): Promise<SnapshotList> {
  const home = envHomeOf(projectDir);
  const { snapshots, isIndexed } = await lookAtSnapshots(home);
  return { isIndexed, snapshots: await Promise.all(snapshots.map(async (meta) => await rowOf(home, meta))) };
}

async function rowOf(home: EnvHome, meta: SnapshotMeta): Promise<SnapshotRow> {
  const [manifest, current] = await Promise.all([findManifest(home, meta.generation), readPointer(home)]);
  const isKept = manifest?.envId === meta.envId;
  return { ...meta, isKept, isCurrent: isKept && current === meta.generation };
}

const InspectInput = z.strictObject({ id: z.string().min(1).max(64).describe("The snapshot's id, or the beginning of it") });

/** @throws TouchstoneError SNAPSHOT_NOT_FOUND; ENV_DAMAGED naming the file */
async function inspect(
  { projectDir }: Studio,
  { id }: z.output<typeof InspectInput>,
): Promise<{ readonly snapshot: SnapshotRow; readonly nodes: readonly NodeRecord[] }> {
  const home = envHomeOf(projectDir);
  const found = findByPrefix(await listSnapshotIds(home), id);
  if (typeof found === "number") throw noSuchSnapshot(id, found);
  const { meta, nodes } = await readSnapshot(home, found);
  return { snapshot: await rowOf(home, meta), nodes: readNodesFile({ file: `env/snapshots/${found}/nodes.json`, text: nodes }) };
}

function noSuchSnapshot(id: string, found: number): TouchstoneError {
  const message = found === 0 ? `there is no snapshot \`${id}\`` : `\`${id}\` is the beginning of ${found} snapshots' ids`;
  return new TouchstoneError("SNAPSHOT_NOT_FOUND", message, { hint: "List them with `touchstone env snapshot list`" });
}

export const envSnapshotListVerb = defineVerb({
  name: "env.snapshot.list",
  summary: "List snapshots, the newest first",
  access: "files",
  input: z.strictObject({}),
  run: list,
});

export const envSnapshotInspectVerb = defineVerb({
  name: "env.snapshot.inspect",
  summary: "Show one snapshot and the node packs in it",
  access: "files",
  input: InspectInput,
  run: inspect,
});
