import { z } from "zod";
import { join } from "node:path";
import { readRecord } from "../../../adapters/generations/records.ts";
import { Conflict } from "../../../core/env/conflict/conflict.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import type { Studio } from "../../studio.ts";
import { defineVerb } from "../../verb.ts";
import { envHomeOf } from "../env-home.ts";
import { readTx } from "./tx-files.ts";

const InspectInput = z.strictObject({ txid: z.string().min(1).max(64).describe("The transaction, or the beginning of its id") });

interface InspectAnswer {
  readonly tx: Tx;
  readonly conflict: Conflict | null;
}

/** @throws TouchstoneError TX_NOT_FOUND; ENV_DAMAGED naming the file of the transaction or of its conflict */
async function inspectTx({ projectDir }: Studio, { txid }: z.output<typeof InspectInput>): Promise<InspectAnswer> {
  const home = envHomeOf(projectDir);
  const tx = await readTx(home, txid);
  const conflict = tx.conflictReport === null ? null : await readRecord(join(home.conflicts, `${tx.txid}.json`), Conflict);
  return { tx, conflict };
}

export const envTxInspectVerb = defineVerb({
  name: "env.tx.inspect",
  summary: "Show one transaction, and its conflict where it has one",
  access: "files",
  input: InspectInput,
  run: inspectTx,
});
