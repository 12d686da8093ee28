import { z } from "zod";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { envHomeOf } from "../env-home.ts";
import { createTeller } from "../env-teller.ts";
import { type Waiting, waitingOf } from "../hold/hold-env.ts";
import type { MoveDone, MovePlan } from "./move-plan.ts";
import { planRollback, type RollbackPlan } from "./plan-rollback.ts";
import { rebuildSnapshot } from "./rebuild-snapshot.ts";
import { planSnapshots, switchGeneration } from "./switch-generation.ts";
import { throwRefusals } from "./throw-refusals.ts";
import { WaitMs } from "../wait-input.ts";
import { type HeldEnv, withEnvLock } from "../hold/with-env-lock.ts";

const RollbackInput = z.strictObject({
  target: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("A generation's number, or a snapshot's id or its beginning; default: the generation before"),
  discardEdits: z.boolean().default(false).describe("Leave edits of node packs behind, in the generation that is left"),
  dryRun: z.boolean().default(false).describe("Only say what would be done"),
  waitMs: WaitMs,
});

/** `done` is null after a dry run. */
export interface RollbackAnswer {
  readonly plan: MovePlan;
  /** The snapshot that was rebuilt; null: the generation was kept. */
  readonly rebuiltFrom: string | null;
  readonly done: MoveDone | null;
}

/**
 * Goes back to an earlier generation. One that is kept was complete when it was left, and only the pointer moves. Another one
 * is built anew from its snapshot, exactly as its lock says, and tested before and after the pointer moves. Whatever fails, the
 * pointer stays or returns.
 *
 * @throws TouchstoneError SNAPSHOT_NOT_FOUND, STATE_CONFLICT, NODE_EDITED, ENV_DAMAGED, UV_FAILED, GIT_FAILED, SMOKE_FAILED,
 *         INTERRUPTED, and as `withEnvLock`.
 */
async function rollback(studio: Studio, input: z.output<typeof RollbackInput>, caller: Caller): Promise<RollbackAnswer> {
  const home = envHomeOf(studio.projectDir);
  if (input.dryRun) return answerOf(await planRollback(home, input), null);
  const waiting = waitingOf(studio, input.waitMs, caller);
  return await withEnvLock(studio, waiting, async (held) => {
    const planned = await planRollback(home, input);
    throwRefusals(planned.plan.refusals);
    const done = await go(studio, held, { planned, waiting });
    return answerOf(planned, done);
  });
}

function answerOf({ plan, target }: RollbackPlan, done: MoveDone | null): RollbackAnswer {
  return { plan, rebuiltFrom: target.kind === "rebuild" ? target.snapshot.id : null, done };
}

async function go(studio: Studio, held: HeldEnv, { planned, waiting }: Going): Promise<MoveDone> {
  const { plan, target, isLeftWhole } = planned;
  const { onStep, signal } = waiting;
  // A damaged generation has no truth that could be kept: it is left as it is.
  const snapshots = isLeftWhole ? await planSnapshots(studio, held.home, "rollback") : [];
  const facts = { kind: "rollback", from: plan.from, ref: target.ref, snapshots } as const;
  const tell = createTeller(onStep, ["switching", "pruning"]);
  const isKept = target.kind === "kept";
  const intent = isKept
    ? await held.begin({ ...facts, to: target.number })
    : await rebuildSnapshot(studio, held, { facts, snapshot: target.snapshot, onStep, signal });
  // What is kept was tested when it became production; what was built just now never was.
  return await switchGeneration(studio, held, { intent, tx: null, isTested: !isKept, tell, signal });
}

interface Going {
  readonly planned: RollbackPlan;
  readonly waiting: Waiting;
}

export const envRollbackVerb = defineVerb({
  name: "env.rollback",
  summary: "Go back to an earlier generation: one that is kept at once, another one rebuilt from its snapshot",
  access: "files",
  input: RollbackInput,
  run: rollback,
});
