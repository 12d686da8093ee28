import { z } from "zod";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { envHomeOf, generationDir } from "../env-home.ts";
import { waitingOf } from "../hold/hold-env.ts";
import { readTx, writeTx } from "./tx-files.ts";
import { WaitMs } from "../wait-input.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

const AbortInput = z.strictObject({
  txid: z.string().min(1).max(64).describe("The transaction, or the beginning of its id"),
  waitMs: WaitMs,
});

/**
 * Gives a transaction up. Its node pack stays staged, for another one. The transaction first, then its candidate: after a kill
 * in between the candidate is one that nothing needs, which the next pruning removes.
 *
 * @throws TouchstoneError TX_NOT_FOUND; STATE_CONFLICT for one that is promoted or aborted; and as `withEnvLock`.
 */
async function abortTx(
  studio: Studio,
  { txid, waitMs }: z.output<typeof AbortInput>,
  caller: Caller,
): Promise<{ readonly tx: Tx }> {
  const home = envHomeOf(studio.projectDir);
  return await withEnvLock(studio, waitingOf(studio, waitMs, caller), async () => {
    const tx = await readTx(home, txid);
    const aborted = moveTx(tx, "aborted", { endedAtMs: studio.nowMs(), generation: null, promotionPlan: null });
    await writeTx(home, aborted);
    if (tx.generation !== null) await removeFolder(generationDir(home, tx.generation));
    return { tx: aborted };
  });
}

export const envTxAbortVerb = defineVerb({
  name: "env.tx.abort",
  summary: "Give a transaction up, and remove its candidate",
  access: "files",
  input: AbortInput,
  run: abortTx,
});
