import { readPointer } from "../../../adapters/generations/pointer.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import type { EnvHome } from "../env-home.ts";
import { findManifest } from "../find-manifest.ts";
import { appendHistory } from "../tell/history-file.ts";
import { KILLED } from "./settle-intent.ts";
import { findTx, listTxids, writeTx } from "../tx/tx-files.ts";

/**
 * The transaction that says it runs. Only the newest can: whatever begins another one recovers first. One that cannot be read
 * is not judged; whoever asks for it is told.
 */
export async function findRunning(home: EnvHome): Promise<Tx | null> {
  const [newest] = await listTxids(home);
  if (newest === undefined) return null;
  try {
    const tx = await findTx(home, newest);
    return tx?.status === "running" ? tx : null;
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return null;
    throw error;
  }
}

/**
 * A transaction that runs while nobody holds the lock was killed between two intents, or before its first: it has failed. The
 * line before the transaction: a kill in between says it again, and it stands there once.
 *
 * @returns the transaction as it is now; null where none ran.
 */
export async function failRunning(studio: Studio, home: EnvHome): Promise<Tx | null> {
  const tx = await findRunning(home);
  if (tx === null) return null;
  const { txid, nodeId, action } = tx;
  const generation = await readPointer(home);
  const manifest = generation === null ? null : await findManifest(home, generation);
  const told = { type: "recovered", detail: `The transaction to ${action} ${nodeId} was cut off, and has failed` } as const;
  const atMs = studio.nowMs();
  await appendHistory(home, { id: `${txid}-recovered`, atMs, ...told, txid, nodeId, generation, envId: manifest?.envId ?? null });
  const { code, message } = KILLED;
  const failed = moveTx(tx, "failed", { endedAtMs: atMs, generation: null, failure: { code, message } });
  await writeTx(home, failed);
  return failed;
}
