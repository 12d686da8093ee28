import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { createFolder } from "../../../adapters/generations/create-folder.ts";
import { fileError } from "../../../adapters/files/file-error.ts";
import { isFolder } from "../../../adapters/files/make-folders.ts";
import { loadGeneration } from "../../../adapters/generations/load-generation.ts";
import { readRecord, writeRecord } from "../../../adapters/generations/records.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { digestText } from "../../../core/canonical/digest.ts";
import { isRecordId } from "../../../core/canonical/ids.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";

/** What a snapshot is to be called and to say. Its id is chosen before, so that an intent can name it. */
export interface SnapshotFacts extends Pick<SnapshotMeta, "id" | "createdAtMs" | "reason" | "ref"> {
  /** The generation whose truth files are kept. */
  readonly generation: number;
}

/** The truth files of a snapshot, word for word, checked against their digests. */
export interface SnapshotTruth {
  readonly meta: SnapshotMeta;
  readonly pyproject: string;
  readonly lock: string;
  readonly nodes: string;
}

const META = "meta.json";
const TRUTH_FILES = ["pyproject.toml", "uv.lock", "nodes.json"] as const;
/** A snapshot that is being made has its id with this before it; whoever finds one without a lock ignores it. */
const UNBORN = ".unborn-";

/**
 * Keeps the truth files of a generation under a snapshot's id. A snapshot that is there already is left as it is. The index
 * is written after it, by `writeSnapshotsIndex`: a kill in between leaves one that names less than there is, which recovery
 * finds by the names of the folders.
 *
 * @throws TouchstoneError ENV_DAMAGED where the generation is; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function takeSnapshot(home: EnvHome, facts: SnapshotFacts): Promise<SnapshotMeta> {
  const { id, createdAtMs, reason, ref, generation } = facts;
  const dir = join(home.snapshots, id);
  if (await isFolder(dir)) return (await readSnapshot(home, id)).meta;
  const { manifest, pyproject, lock, nodes } = await loadGeneration(home, generation);
  const texts = { "pyproject.toml": pyproject, "uv.lock": lock, "nodes.json": nodes };
  const meta = SnapshotMeta.parse({
    format: "touchstone.snapshot/1",
    id,
    createdAtMs,
    reason,
    ref,
    generation,
    envId: manifest.envId,
    files: Object.fromEntries(TRUTH_FILES.map((name) => [name, digestText(texts[name])])),
  });
  const files = { ...texts, [META]: `${JSON.stringify(meta, null, 2)}\n` };
  await createFolder(dir, { unborn: join(home.snapshots, `${UNBORN}${id}`), files });
  return meta;
}

/** Removes a snapshot, as a whole or not at all. Does nothing where there is none. */
export async function dropSnapshot(home: EnvHome, id: string): Promise<void> {
  await removeFolder(join(home.snapshots, id));
}

/** Ids of the snapshots whose folders are there, the newest first. */
export async function listSnapshotIds({ snapshots }: EnvHome): Promise<readonly string[]> {
  const names = await readdir(snapshots).catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw fileError(error, snapshots);
  });
  return names.filter(isRecordId).toSorted(compareCodeUnits).toReversed();
}

/** What one snapshot says of itself. @throws TouchstoneError ENV_DAMAGED, also where its folder has another name */
export async function readSnapshotMeta(home: EnvHome, id: string): Promise<SnapshotMeta> {
  const meta = await readRecord(join(home.snapshots, id, META), SnapshotMeta);
  if (meta === null) throw damagedSnapshot(id, META, "is not there");
  if (meta.id !== id) throw damagedSnapshot(id, META, `is of snapshot \`${meta.id}\``);
  return meta;
}

/** @throws TouchstoneError ENV_DAMAGED where a file is missing, or is not the one that was kept */
export async function readSnapshot(home: EnvHome, id: string): Promise<SnapshotTruth> {
  const meta = await readSnapshotMeta(home, id);
  const [pyproject, lock, nodes] = await Promise.all(TRUTH_FILES.map(async (name) => await readKept(home, meta, name)));
  return { meta, pyproject: pyproject ?? "", lock: lock ?? "", nodes: nodes ?? "" };
}

async function readKept(home: EnvHome, { id, files }: SnapshotMeta, name: string): Promise<string> {
  const text = await readFile(join(home.snapshots, id, name), "utf8").catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") throw damagedSnapshot(id, name, "is not there");
    throw fileError(error, join(home.snapshots, id, name));
  });
  if (digestText(text) === files[name]) return text;
  throw damagedSnapshot(id, name, "is not what was kept");
}

function damagedSnapshot(id: string, name: string, what: string): TouchstoneError {
  return new TouchstoneError("ENV_DAMAGED", `\`env/snapshots/${id}/${name}\` ${what}`, {
    hint: "Go to another snapshot, and delete this one's folder; see docs/guides/environment.md#damaged",
  });
}

/** `state/snapshots_index.json`: what all snapshots say of themselves, so that one file is read for a list of them. */
const SnapshotsIndex = z.strictObject({
  format: z.literal("touchstone.snapshots-index/1").describe("Form of this file"),
  snapshots: z.array(SnapshotMeta).max(20_000).describe("The newest first"),
});

/**
 * All snapshots, the newest first. The index is derived: where it does not name exactly the folders that are there, or cannot
 * be read, each folder is read instead.
 *
 * @throws TouchstoneError ENV_DAMAGED naming the file of a snapshot.
 */
export async function listSnapshots(home: EnvHome): Promise<readonly SnapshotMeta[]> {
  return (await lookAtSnapshots(home)).snapshots;
}

/** The same, and whether the index says it too. */
export async function lookAtSnapshots(
  home: EnvHome,
): Promise<{ readonly snapshots: readonly SnapshotMeta[]; readonly isIndexed: boolean }> {
  const [ids, indexed] = await Promise.all([listSnapshotIds(home), readIndex(home)]);
  const isIndexed = indexed !== null && sameIds(ids, indexed);
  const known = new Map(indexed?.map((meta) => [meta.id, meta]));
  const snapshots = isIndexed
    ? indexed
    : await Promise.all(ids.map(async (id) => known.get(id) ?? (await readSnapshotMeta(home, id))));
  return { snapshots, isIndexed };
}

/**
 * Makes the index say what the folders say.
 *
 * @returns whether it did not.
 * @throws TouchstoneError ENV_DAMAGED naming the file of a snapshot; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function writeSnapshotsIndex(home: EnvHome): Promise<boolean> {
  const { snapshots, isIndexed } = await lookAtSnapshots(home);
  if (!isIndexed) await writeRecord(home.snapshotsIndex, { format: "touchstone.snapshots-index/1", snapshots });
  return !isIndexed;
}

/** Null where there is none, or none that can be read. */
async function readIndex(home: EnvHome): Promise<readonly SnapshotMeta[] | null> {
  try {
    return (await readRecord(home.snapshotsIndex, SnapshotsIndex))?.snapshots ?? null;
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return null;
    throw error;
  }
}

function sameIds(ids: readonly string[], indexed: readonly SnapshotMeta[]): boolean {
  return ids.length === indexed.length && ids.every((id, at) => id === indexed[at]?.id);
}
