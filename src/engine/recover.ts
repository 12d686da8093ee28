import type { NewEvent } from "../core/events/event.ts";
import { storeOf, type Studio } from "./studio.ts";

/**
 * Puts right what a dead owner left: attempts that it was running are lost, and their jobs wait again.
 * Runs once, when a process becomes owner; the lock proves that no other attempt can still be alive.
 *
 * @returns how many attempts were lost.
 */
export async function recoverLostAttempts(studio: Studio): Promise<number> {
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
  return events.length;
}
