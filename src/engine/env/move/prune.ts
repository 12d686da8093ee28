import { readdir } from "node:fs/promises";
import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { chooseGenerationPrunes, chooseSnapshotPrunes } from "../../../core/env/generation/choose-prunes.ts";
import type { SnapshotMeta } from "../../../core/env/generation/snapshot.ts";
import { TX_TRANSITIONS } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { findLastHolders } from "../hold/last-holders.ts";
import { readProcess } from "../comfyui/read-process.ts";
import { dropSnapshot, listSnapshots, writeSnapshotsIndex } from "./snapshots.ts";
import { findTx } from "../tx/tx-files.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";

/**
 * Removes generations and snapshots beyond what the config keeps. Each is renamed away before it is removed, and the index is
 * written last: killed anywhere, what is left is what was kept, and the rest goes next time.
 *
 * What was done before stands, whatever happens here: a failure is one of the sentences.
 *
 * @returns what went, e.g. `generation 3`, `snapshot 0190…`.
 */
export async function pruneEnv({ home, config }: Pick<HeldEnv, "home" | "config">): Promise<readonly string[]> {
  try {
    const seen = await seeGenerations(home);
    const generations = await pruneGenerations(home, seen, config.rollback.kept_generations);
    return [...generations, ...(await pruneSnapshots(home, seen, config.rollback.snapshot_retention))];
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return [`not everything: ${error.message}`];
  }
}

/** What pruning is decided from. */
interface Seen {
  readonly numbers: readonly number[];
  readonly needed: ReadonlySet<number>;
  /** Candidates that can never become production: their transactions were given up, or what they start from is gone. */
  readonly dead: readonly number[];
  /** Production, and what it was derived from. */
  readonly current: readonly number[];
}

async function seeGenerations(home: EnvHome): Promise<Seen> {
  const numbers = (await readdir(home.generations)).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  const [pointer, { record }] = await Promise.all([readPointer(home), readProcess(home)]);
  const seen = await Promise.all(numbers.map(async (number) => await seeGeneration(home, number, numbers)));
  const base = pointer === null ? null : ((await readGenerationManifest(home, pointer))?.base ?? null);
  const current = [pointer, base].filter((number) => number !== null);
  const running = record === null ? [] : [record.generation];
  const of = (use: Use): readonly number[] => seen.filter((one) => one.use === use).map(({ number }) => number);
  return { numbers, needed: new Set([...current, ...running, ...of("needed")]), dead: of("dead"), current };
}

type Use = "needed" | "dead" | "kept";

/** What cannot be read is not judged, and stays. */
async function seeGeneration(home: EnvHome, number: number, numbers: readonly number[]): Promise<{ number: number; use: Use }> {
  try {
    const txid = (await readGenerationManifest(home, number))?.txid ?? null;
    const tx = txid === null ? null : await findTx(home, txid);
    return { number, use: useOf(tx, number, numbers) };
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return { number, use: "needed" };
    throw error;
  }
}

/** A candidate can become production for as long as what it starts from is there to go back to. */
function useOf(tx: Tx | null, number: number, numbers: readonly number[]): Use {
  if (tx === null || (tx.status === "promoted" && tx.generation === number)) return "kept";
  const isPromotable = TX_TRANSITIONS[tx.status].includes("promoting") && numbers.includes(tx.base);
  return isPromotable && tx.generation === number ? "needed" : "dead";
}

async function pruneGenerations(home: EnvHome, { numbers, needed, dead }: Seen, kept: number): Promise<readonly string[]> {
  const useless = dead.filter((number) => !needed.has(number));
  const rest = numbers.filter((number) => !useless.includes(number));
  const going = [...useless, ...chooseGenerationPrunes(rest, kept, needed)];
  const holders = await findLastHolders(home, { numbers, going });
  const pruned = going.filter((number) => !holders.has(number)).toSorted((one, other) => one - other);
  for (const number of pruned) await removeFolder(generationDir(home, number));
  return pruned.map((number) => `generation ${number}`);
}

async function pruneSnapshots(home: EnvHome, { current }: Seen, retention: number): Promise<readonly string[]> {
  const snapshots = await listSnapshots(home);
  const ids = snapshots.map(({ id }) => id);
  const pruned = chooseSnapshotPrunes(ids, retention, neededBy(current, snapshots));
  for (const id of pruned) await dropSnapshot(home, id);
  await writeSnapshotsIndex(home);
  return pruned.map((id) => `snapshot ${id}`);
}

/** Production and what it was derived from can always be built again: the newest snapshot of each stays. */
function neededBy(numbers: readonly number[], snapshots: readonly SnapshotMeta[]): ReadonlySet<string> {
  const newest = numbers.map((number) => snapshots.find(({ generation }) => generation === number)?.id);
  return new Set(newest.filter((id) => id !== undefined));
}
