import { type Tx } from "../../../core/env/tx/tx.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { comfyuiDirOf } from "../comfyui-dir.ts";
import { recordEnd } from "./record-end.ts";
import type { TxAnswer, TxSite } from "./tx-site.ts";

/** What the seed says that a ComfyUI without `main.py` ends with; Python itself would. */
const NO_MAIN_EXIT = 2;
/** How a failure that is a bug is called in a transaction. */
const BUG_CODE = "BUG";

/** Writes down that a transaction failed, and why. Whatever was built of it is gone. */
export async function failTx(site: TxSite, tx: Tx, error: unknown): Promise<void> {
  const code = error instanceof TouchstoneError ? error.code : BUG_CODE;
  const message = error instanceof Error ? error.message : String(error);
  await recordEnd(site, moveTx(tx, "failed", { failure: { code, message } }));
}

/** Without `main.py` there is nothing to watch, so nothing is built. Source: the seed, section 4.3. */
export async function missingMain(site: TxSite, tx: Tx): Promise<TxAnswer> {
  const dir = comfyuiDirOf(site.held.home, site.held.config);
  const failure = { code: "COMFYUI_NOT_FOUND", message: `\`${dir}\` holds no \`main.py\`` };
  return { tx: await recordEnd(site, moveTx(tx, "failed", { failure, runExitCode: NO_MAIN_EXIT })), conflict: null };
}
