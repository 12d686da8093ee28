import { z } from "zod";
import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { assert } from "../../../core/assert.ts";
import type { Intent } from "../../../core/env/tx/intent.ts";
import { describeMove } from "../../../core/env/tx/move-kinds.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { checkCandidate, type CheckFailed } from "./check-candidate.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { createTeller, type TellStep } from "../env-teller.ts";
import { waitingOf } from "../hold/hold-env.ts";
import type { MoveDone, MovePlan } from "./move-plan.ts";
import { planPromote } from "./plan-promote.ts";
import { lookAtProduction } from "../production.ts";
import { planSnapshots, switchGeneration } from "./switch-generation.ts";
import { takeBack } from "../hold/take-back.ts";
import { throwRefusals } from "./throw-refusals.ts";
import { readTx, writeTx } from "../tx/tx-files.ts";
import { WaitMs } from "../wait-input.ts";
import { type HeldEnv, withEnvLock } from "../hold/with-env-lock.ts";

const PromoteInput = z.strictObject({
  txid: z.string().min(1).max(64).describe("The transaction, or the beginning of its id"),
  approveCore: z.boolean().default(false).describe("Approve that core packages, or what runs by itself, change"),
  reason: z.string().max(2000).default("").describe("Why that is right; needed with `approveCore`"),
  allowFailedRun: z.boolean().default(false).describe("Promote a candidate whose ComfyUI failed"),
  discardEdits: z.boolean().default(false).describe("Leave edits of node packs behind, in the generation that is left"),
  dryRun: z.boolean().default(false).describe("Only say what would be done"),
  waitMs: WaitMs,
});
type PromoteInput = z.output<typeof PromoteInput>;

/** `done` is null after a dry run. */
export interface PromoteAnswer {
  readonly tx: Tx;
  readonly plan: MovePlan;
  readonly done: MoveDone | null;
}

/**
 * Makes a candidate production. Gates first, all of them told at once; then the candidate is checked again, and the pointer
 * moves: see `switchGeneration`. A candidate that fails the check changes nothing but its transaction, which is `promote_failed`.
 *
 * @throws TouchstoneError TX_NOT_FOUND, STATE_CONFLICT, CANDIDATE_FAILED, BASE_MOVED, CORE_APPROVAL_NEEDED, NODE_EDITED,
 *         ENV_DAMAGED, UV_FAILED, SMOKE_FAILED, INTERRUPTED, and as `withEnvLock`.
 */
async function promote(studio: Studio, input: PromoteInput, caller: Caller): Promise<PromoteAnswer> {
  const home = envHomeOf(studio.projectDir);
  // Without the lock: a dry run writes nothing at all.
  if (input.dryRun) return { ...(await planIn(home, input)), done: null };
  const waiting = waitingOf(studio, input.waitMs, caller);
  return await withEnvLock(studio, waiting, async (held) => {
    const { tx, plan } = await planIn(home, input);
    throwRefusals(plan.refusals);
    const tell = createTeller(waiting.onStep, ["checking", "smoke_testing", "switching", "pruning"]);
    const done = await promoteTo(studio, held, { tx, plan, input, tell, signal: waiting.signal });
    return { tx: await readTx(home, tx.txid), plan, done };
  });
}

async function planIn(home: EnvHome, input: PromoteInput): Promise<{ readonly tx: Tx; readonly plan: MovePlan }> {
  const tx = await readTx(home, input.txid);
  const production = await lookAtProduction(home);
  if (production.whole === null) throw production.damage;
  return { tx, plan: await planPromote(home, { tx, production, wishes: input }) };
}

interface Promoting {
  readonly tx: Tx;
  readonly plan: MovePlan;
  readonly input: PromoteInput;
  readonly tell: TellStep;
  readonly signal: AbortSignal | undefined;
}

async function promoteTo(studio: Studio, held: HeldEnv, promoting: Promoting): Promise<MoveDone> {
  const { tx, plan, tell, signal } = promoting;
  const { txid, nodeId, status } = tx;
  const { from, to } = plan;
  assert(to !== null, "what has passed the gates has a candidate");
  const snapshots = await planSnapshots(studio, held.home, "promote");
  const intent = await held.begin({ kind: "promote", from, to, txid, txStatus: status, nodeId, snapshots });
  const approved = { ...tx, promotion: promotionOf(studio, promoting, snapshots) };
  const failed = await checkOrTakeBack(studio, held, { number: to, base: from, tell, signal });
  if (failed !== null) await fail(studio, held, { intent, tx: approved, failed });
  return await switchGeneration(studio, held, { intent, tx: approved, isTested: true, tell, signal });
}

/** As it will stand in the transaction when the pointer has moved. */
function promotionOf(studio: Studio, { input }: Promoting, snapshots: string[]): Tx["promotion"] {
  const { approveCore: approvedCore, reason, allowFailedRun: allowedFailedRun } = input;
  const said = reason.trim() === "" ? null : reason;
  return { atMs: studio.nowMs(), outcome: "promoted", approvedCore, reason: said, allowedFailedRun, snapshots, error: null };
}

/** Where nothing is known of the candidate, nothing is held against it: the transaction stays as it is. */
async function checkOrTakeBack(
  studio: Studio,
  held: HeldEnv,
  checking: Parameters<typeof checkCandidate>[2],
): Promise<CheckFailed | null> {
  try {
    return await checkCandidate(studio, held, checking);
  } catch (error) {
    await takeBack(studio, held, error);
    throw error;
  }
}

interface Failing {
  readonly intent: Intent;
  readonly tx: Tx;
  readonly failed: CheckFailed;
}

/** The transaction first: a kill after it finds `promote_failed`, and tells the same. */
async function fail(studio: Studio, held: HeldEnv, { intent, tx, failed }: Failing): Promise<never> {
  const { home } = held;
  const { txid, nodeId, promotion } = tx;
  const wanted =
    promotion === null ? null : { ...promotion, outcome: "promote_failed" as const, snapshots: [], error: failed.message };
  await writeTx(home, moveTx(moveTx(tx, "promoting"), "promote_failed", { endedAtMs: studio.nowMs(), promotion: wanted }));
  const generation = intent.from;
  const manifest = generation === null ? null : await readGenerationManifest(home, generation);
  const told = { type: "promote_failed", detail: describeMove(intent, "failed") } as const;
  await held.tell({ ...told, txid, nodeId, generation, envId: manifest?.envId ?? null });
  await held.end();
  throw new TouchstoneError(failed.code, `${failed.message}; production is what it was`, {
    hint: `Build the candidate anew with \`touchstone env resolve ${txid}\`; see docs/guides/environment.md#candidate-failed`,
  });
}

export const envPromoteVerb = defineVerb({
  name: "env.promote",
  summary: "Make the candidate of a transaction production, after checking it again",
  access: "files",
  input: PromoteInput,
  run: promote,
});
