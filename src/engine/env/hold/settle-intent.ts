import { readPointer, swapPointer } from "../../../adapters/generations/pointer.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { decideRecovery, type RecoveryStep } from "../../../core/env/tx/decide-recovery.ts";
import type { Intent } from "../../../core/env/tx/intent.ts";
import { recoverTx } from "../../../core/env/tx/transition.ts";
import type { Tx, TxStatus } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { findManifest } from "../find-manifest.ts";
import { appendHistory } from "../tell/history-file.ts";
import { readIntent, removeIntent } from "./intents.ts";
import { dropSnapshot, takeSnapshot, writeSnapshotsIndex } from "../move/snapshots.ts";
import { unstage } from "../move/unstage.ts";
import { findTx, writeTx } from "../tx/tx-files.ts";

/** Why a move did not come to its end. */
export interface CutOff {
  /** One sentence, for the transaction. */
  readonly message: string;
  readonly code: string;
  /** A kill is told in the history; a command that failed has said so itself. */
  readonly isKill: boolean;
}

/** What a kill is called in a transaction. */
export const KILLED: CutOff = { message: "the command was killed", code: "INTERRUPTED", isKill: true };

/**
 * Settles the intent on the disk, whoever left it: a process that was killed, or this one, which failed on the way. Both go the
 * same way, so that a failing command is taken back by what was tried at every point at which it can be killed.
 *
 * Each step is durable before the next begins, and the intent goes last: killed anywhere, the next one decides from what lies
 * there then, and comes to the same end.
 *
 * @returns null where there was none.
 * @throws TouchstoneError ENV_DAMAGED; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function settleIntent(
  studio: Studio,
  home: EnvHome,
  cutOff: CutOff,
): Promise<{ readonly intent: Intent; readonly outcome: "finished" | "taken_back" } | null> {
  const intent = await readIntent(home);
  if (intent === null) return null;
  const tx = intent.txid === null ? null : await findTx(home, intent.txid);
  const [pointer, complete] = await Promise.all([readPointer(home), listComplete(home, intent)]);
  const decision = decideRecovery({ intent, pointer, tx, complete });
  if (decision.outcome === "damaged") throw contradiction(decision.message);
  const settling = { studio, home, intent, tx, cutOff };
  for (const step of decision.steps) await take(settling, step);
  await writeSnapshotsIndex(home);
  await removeIntent(home);
  return { intent, outcome: decision.outcome };
}

interface Settling {
  readonly studio: Studio;
  readonly home: EnvHome;
  readonly intent: Intent;
  readonly tx: Tx | null;
  readonly cutOff: CutOff;
}

async function listComplete(home: EnvHome, { from, to, building }: Intent): Promise<readonly number[]> {
  const numbers = [...new Set([from, to, building])].filter((number) => number !== null);
  const found = await Promise.all(numbers.map(async (number) => ((await findManifest(home, number)) === null ? [] : [number])));
  return found.flat();
}

async function take(settling: Settling, step: RecoveryStep): Promise<void> {
  const { studio, home, cutOff } = settling;
  switch (step.kind) {
    case "point":
      return await swapPointer(home, step.to);
    case "remove_generation":
      return await removeFolder(generationDir(home, step.number));
    case "take_snapshot":
      return void (await takeSnapshot(home, { ...step.snapshot, createdAtMs: studio.nowMs() }));
    case "drop_snapshot":
      return await dropSnapshot(home, step.id);
    case "move_tx":
      return await moveStoredTx(settling, step.to);
    case "unstage":
      return await unstage(home, step.nodeId, settling.tx?.node?.commit ?? null);
    case "tell":
      return step.type === "recovered" && !cutOff.isKill ? undefined : await tellStep(settling, step);
  }
}

async function moveStoredTx({ studio, home, tx, cutOff }: Settling, to: TxStatus): Promise<void> {
  if (tx === null) return;
  await writeTx(home, recoverTx(tx, to, { endedAtMs: studio.nowMs(), ...partsOf(tx, to, cutOff) }));
}

/** What a transaction says besides its new status. Before it is promoted, `promotion` says what the person approved. */
function partsOf({ status, promotion, failure }: Tx, to: TxStatus, { message, code }: CutOff): Partial<Omit<Tx, "status">> {
  if (to === "promoted") return {};
  if (to === "promote_failed") {
    return promotion === null
      ? {}
      : { promotion: { ...promotion, outcome: "promote_failed", snapshots: promotion.snapshots.slice(0, 1), error: message } };
  }
  return status === "running" ? { failure: { code, message }, generation: null } : { failure, promotion: null };
}

async function tellStep({ studio, home, intent }: Settling, step: RecoveryStep & { readonly kind: "tell" }): Promise<void> {
  const generation = await readPointer(home);
  const manifest = generation === null ? null : await findManifest(home, generation);
  const { txid, nodeId } = intent;
  const { id, type, detail } = step;
  await appendHistory(home, { id, type, detail, atMs: studio.nowMs(), generation, envId: manifest?.envId ?? null, txid, nodeId });
}

function contradiction(message: string): TouchstoneError {
  return new TouchstoneError("ENV_DAMAGED", `\`env/state/intent.json\` and \`env/current\` do not belong together: ${message}`, {
    hint: "Point `env/current` at the generation that you want, and delete `env/state/intent.json`; see docs/guides/environment.md#damaged",
  });
}
