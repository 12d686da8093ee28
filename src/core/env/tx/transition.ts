import { TouchstoneError } from "../../errors.ts";
import type { Tx, TxStatus } from "./tx.ts";

/** Where a transaction may go from each status. Rules: SPEC.md EM1 to EM4. */
export const TX_TRANSITIONS: Readonly<Record<TxStatus, readonly TxStatus[]>> = {
  running: ["completed", "failed", "needs_resolution", "aborted"],
  completed: ["promoting", "aborted"],
  failed: ["promoting", "aborted"],
  needs_resolution: ["needs_resolution", "resolved", "failed", "aborted"],
  resolved: ["resolved", "needs_resolution", "failed", "promoting", "aborted"],
  // The first three take a promote back that was cut off before the pointer moved.
  promoting: ["completed", "resolved", "failed", "promoted", "promote_failed", "rolling_back"],
  rolling_back: ["promote_failed"],
  promote_failed: ["resolved", "needs_resolution", "failed", "aborted"],
  promoted: [],
  aborted: [],
};

/**
 * The transaction in another status, with other parts replaced.
 *
 * @throws TouchstoneError STATE_CONFLICT for a step that the table does not have.
 */
export function moveTx(tx: Tx, status: TxStatus, parts: Partial<Omit<Tx, "status">> = {}): Tx {
  if (TX_TRANSITIONS[tx.status].includes(status)) return { ...tx, ...parts, status };
  throw new TouchstoneError("STATE_CONFLICT", `transaction \`${tx.txid}\` is ${tx.status}, and cannot become ${status}`, {
    hint: "Look at it with `touchstone env tx inspect`, see docs/guides/environment.md#candidate-failed",
  });
}

/**
 * The transaction as recovery leaves it: the step, or the two over `promoting`, that a killed command did not come to write.
 *
 * @throws TouchstoneError STATE_CONFLICT
 */
export function recoverTx(tx: Tx, status: TxStatus, parts: Partial<Omit<Tx, "status">>): Tx {
  const isDirect = TX_TRANSITIONS[tx.status].includes(status);
  return moveTx(isDirect ? tx : moveTx(tx, "promoting"), status, parts);
}
