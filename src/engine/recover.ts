import { sweepTemporary } from "../adapters/files/sweep-temporary.ts";
import type { NewEvent } from "../core/events/event.ts";
import { storeOf, type Studio } from "./studio.ts";

/**
 * Puts right what a dead owner left: attempts that it was running are lost, and their jobs wait again; files that it had
 * half written are removed. Runs once, when a process becomes owner: the lock proves that no other attempt is alive.
 */
export async function recover(studio: Studio): Promise<void> {
  await loseAttempts(studio);
  await storeOf(studio).blobs.sweepTemporary();
  await sweepTemporary(studio.projectDir, studio.nowMs());
}

async function loseAttempts(studio: Studio): Promise<void> {
  const store = storeOf(studio);
  const running = store.listJobs({ states: ["running"] });
  const events = running.map((job): NewEvent => {
    const attemptId = job.attemptId as string;
    return {
      id: studio.newId(),
      ts: studio.nowMs(),
      type: "job.lost",
      v: 1,
      entityType: "job",
      entityId: job.id,
      causalChainId: job.chainId,
      causalDepth: job.chainLength - 1,
      idempotencyKey: attemptId,
      payload: { attemptId, owner: job.owner ?? "unknown" },
    };
  });
  if (events.length > 0) await store.append({ events });
}
