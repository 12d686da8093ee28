import type { Tx } from "../../../core/env/tx/tx.ts";
import { writeTx } from "./tx-files.ts";
import type { TxSite } from "./tx-site.ts";

/** Longest sentence that a line of the history takes, with room for what stands around it. */
const DETAIL_CHARS = 1500;

/** Writes down how a transaction stands now that its command is done with it, and tells the history. */
export async function recordEnd({ studio, held, base }: TxSite, tx: Tx): Promise<Tx> {
  const ended = { ...tx, endedAtMs: studio.nowMs() };
  await writeTx(held.home, ended);
  await held.tell({
    type: "tx_finished",
    generation: base.number,
    envId: base.manifest.envId,
    txid: tx.txid,
    nodeId: tx.nodeId,
    detail: sentenceOf(tx),
  });
  return ended;
}

function sentenceOf({ action, nodeId, status, failure, generation }: Tx): string {
  const built = generation === null ? "" : ` Its candidate is generation ${generation}.`;
  const why = failure === null ? "" : ` ${failure.message.slice(0, DETAIL_CHARS)}.`;
  return `The transaction to ${action} ${nodeId} is ${status.replace("_", " ")}.${built}${why}`;
}
