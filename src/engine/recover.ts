import { sweepTemporary } from "../adapters/files/sweep-temporary.ts";
import { newEvent } from "../core/events/new-event.ts";
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
  const events = running.map((job) => {
    const attemptId = job.attemptId as string;
    return newEvent({
      id: studio.newId(),
      ts: studio.nowMs(),
      type: "job.lost",
      entityId: job.id,
      chain: { id: job.chainId, depth: job.depth },
      key: attemptId,
      payload: { attemptId, owner: job.owner ?? "unknown" },
    });
  });
  if (events.length > 0) await store.append({ events });
}
