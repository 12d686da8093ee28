import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { readRecord, writeRecord } from "../../../adapters/generations/records.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import { findByPrefix } from "../../../core/env/tx/find-by-prefix.ts";
import { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";

const ENDING = ".json";

function fileOf(home: EnvHome, txid: string): string {
  return join(home.transactions, `${txid}${ENDING}`);
}

/**
 * A transaction by its id or the beginning of it.
 *
 * @throws TouchstoneError TX_NOT_FOUND, also for a beginning that several have; ENV_DAMAGED naming the file.
 */
export async function readTx(home: EnvHome, txid: string): Promise<Tx> {
  const found = findByPrefix(await listTxids(home), txid);
  const tx = typeof found === "string" ? await findTx(home, found) : null;
  if (tx !== null) return tx;
  const message =
    found === 0 ? `there is no transaction \`${txid}\`` : `\`${txid}\` is the beginning of ${found} transactions' ids`;
  throw new TouchstoneError("TX_NOT_FOUND", message, { hint: "List them with `touchstone env status`" });
}

/** Null where there is none of exactly that id. @throws TouchstoneError ENV_DAMAGED naming the file */
export async function findTx(home: EnvHome, txid: string): Promise<Tx | null> {
  return await readRecord(fileOf(home, txid), Tx);
}

/** Writes a transaction, durably and as a whole. @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED */
export async function writeTx(home: EnvHome, tx: Tx): Promise<void> {
  await writeRecord(fileOf(home, tx.txid), tx);
}

/** Ids of all transactions, the newest first: ids are made in the order of time. */
export async function listTxids({ transactions }: EnvHome): Promise<readonly string[]> {
  const names = await readdir(transactions).catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw fileError(error, transactions);
  });
  const txids = names
    .filter((name) => name.endsWith(ENDING) && !name.startsWith("."))
    .map((name) => name.slice(0, -ENDING.length));
  return txids.toSorted(compareCodeUnits).toReversed();
}
