import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { swapPointer } from "../../../adapters/generations/pointer.ts";
import { assert } from "../../../core/assert.ts";
import type { Intent } from "../../../core/env/tx/intent.ts";
import { countSnapshots, describeMove, MOVE_KINDS, snapshotsOf } from "../../../core/env/tx/move-kinds.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { idsAfter } from "../../ids-after.ts";
import type { Studio } from "../../studio.ts";
import type { EnvHome } from "../env-home.ts";
import type { TellStep } from "../env-teller.ts";
import type { MoveDone } from "./move-plan.ts";
import { pruneEnv } from "./prune.ts";
import { readProcess } from "../comfyui/read-process.ts";
import { runSmoke } from "../comfyui/run-smoke.ts";
import { takeBack } from "../hold/take-back.ts";
import { listSnapshotIds, takeSnapshot, writeSnapshotsIndex } from "./snapshots.ts";
import { writeTx } from "../tx/tx-files.ts";
import { unstage } from "./unstage.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";

/** A move of the pointer to a generation that is complete. */
export interface Switching {
  /** As it was begun, with `to` and `snapshots`; see `planSnapshots`. */
  readonly intent: Intent;
  /** The transaction that is promoted, with what the person approved in `promotion`; null: none is. */
  readonly tx: Tx | null;
  /** Whether the smoke test runs once more through the pointer. Not after the very first generation: nothing lies behind it. */
  readonly isTested: boolean;
  readonly tell: TellStep;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Moves the pointer, as every command does, in this order, each step durable before the next begins:
 *
 * 1. The intent is on the disk already. Up to step 4 a kill is taken back by it: nothing else refers to what was written.
 * 2. The snapshot of before, so that what is left can be built again whatever happens to its folder.
 * 3. The transaction is `promoting`, which says what was approved: recovery has no other place to learn it from.
 * 4. The pointer, by one rename. From here on a kill is finished, not taken back.
 * 5. The smoke test through it. Where it fails, the intent first says that the move goes back: a kill after that must not
 *    finish it.
 * 6. The snapshot of after, the transaction, its staging, the index: each follows from the pointer, and recovery makes it anew.
 * 7. The line in the history, whose id is the intent's; only then does the intent go.
 *
 * A failure anywhere takes the same way as a kill, within this process.
 *
 * @throws TouchstoneError SMOKE_FAILED, INTERRUPTED, ENV_DAMAGED, READ_ONLY, DISK_FULL, DISK_FAILED; the pointer is where it was
 *         then, or the disk refused even that: then the next command begins with settling it, one way or the other.
 */
export async function switchGeneration(studio: Studio, held: HeldEnv, switching: Switching): Promise<MoveDone> {
  try {
    await move(studio, held, switching);
  } catch (error) {
    // What had failed may have been a step that could be done after all.
    if ((await takeBack(studio, held, error)) !== "finished") throw error;
  }
  switching.tell("pruning");
  return await describeDone(held, switching.intent, await pruneEnv(held));
}

/**
 * Ids for the snapshots that a move of this kind takes, in order: for `IntentFacts.snapshots`. The newest are told by their ids
 * and kept, so these come after all there are, also where the clock has stepped back.
 */
export async function planSnapshots(studio: Studio, home: EnvHome, kind: Intent["kind"]): Promise<string[]> {
  const [newest] = await listSnapshotIds(home);
  const newId = idsAfter(newest, () => studio.newId());
  return Array.from({ length: countSnapshots(kind) }, () => newId());
}

async function move(studio: Studio, held: HeldEnv, switching: Switching): Promise<void> {
  const { intent, tx, tell, signal } = switching;
  const { home } = held;
  assert(intent.kind !== "build" && intent.to !== null, "an intent that moves the pointer says where it goes");
  const snapshots = snapshotsOf(intent).map((snapshot) => ({ ...snapshot, createdAtMs: studio.nowMs() }));
  for (const snapshot of snapshots) if (snapshot.isBefore) await takeSnapshot(home, snapshot);
  const promoting = tx === null ? null : moveTx(tx, "promoting");
  if (promoting !== null) await writeTx(home, promoting);
  if (signal?.aborted === true) throw new TouchstoneError("INTERRUPTED", "interrupted before production changed");
  tell("switching", `generation ${intent.to}`);
  await swapPointer(home, intent.to);
  if (switching.isTested) await testThroughPointer(studio, held, { intent, tx: promoting });
  for (const snapshot of snapshots) if (!snapshot.isBefore) await takeSnapshot(home, snapshot);
  if (promoting !== null) {
    await writeTx(home, moveTx(promoting, "promoted", { endedAtMs: studio.nowMs() }));
    await unstage(home, promoting.nodeId, promoting.node?.commit ?? null);
  }
  await writeSnapshotsIndex(home);
  await held.tell(await lineOf(held, intent));
  await held.end();
}

async function testThroughPointer(
  studio: Studio,
  held: HeldEnv,
  { intent, tx }: Pick<Switching, "intent" | "tx">,
): Promise<void> {
  const { home, config } = held;
  const { ok, message } = await runSmoke(home, { through: "current", machine: studio.machine }, config);
  if (ok) return;
  await held.update({ ...intent, goesBack: true });
  if (tx !== null) await writeTx(home, moveTx(tx, "rolling_back"));
  throw new TouchstoneError("SMOKE_FAILED", `generation \`${intent.to}\` failed its smoke test as production: ${message}`, {
    hint: "Production is what it was; see docs/guides/environment.md#candidate-failed",
  });
}

async function lineOf({ home }: HeldEnv, intent: Intent) {
  assert(intent.kind !== "build" && intent.to !== null, "only a move is told here");
  const manifest = await readGenerationManifest(home, intent.to);
  const { txid, nodeId, to } = intent;
  const told = { type: MOVE_KINDS[intent.kind].told, detail: describeMove(intent, "done") };
  return { ...told, txid, nodeId, generation: to, envId: manifest?.envId ?? null };
}

async function describeDone({ home }: HeldEnv, intent: Intent, pruned: readonly string[]): Promise<MoveDone> {
  const { to, snapshots } = intent;
  assert(to !== null, "a move that is done has gone somewhere");
  const [manifest, { record }] = await Promise.all([readGenerationManifest(home, to), readProcess(home)]);
  const stillRunning = record !== null && record.generation !== to ? record.generation : null;
  return { generation: to, envId: manifest?.envId ?? "", snapshots, pruned, stillRunning };
}
