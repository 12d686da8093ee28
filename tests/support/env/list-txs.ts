import { type EnvHome } from "../../../src/engine/env/env-home.ts";
import { listTxids, readTx } from "../../../src/engine/env/tx/tx-files.ts";
import type { Tx } from "../../../src/core/env/tx/tx.ts";

/** All transactions, the newest first. */
export async function listTxs(home: EnvHome): Promise<readonly Tx[]> {
  const txids = await listTxids(home);
  return await Promise.all(txids.map(async (txid) => await readTx(home, txid)));
}
