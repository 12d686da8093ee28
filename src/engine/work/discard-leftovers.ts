import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import type { Studio } from "../studio.ts";

/** A server that does not answer in this time is told later: nobody waits for it here. */
const TELL_MS = 2_000;

/**
 * Stops what was sent to backends for a job that has ended and whose images came from elsewhere, or from nowhere: nobody will
 * ever collect it. What has ended there is not touched by it.
 */
export async function discardLeftovers(studio: Pick<Studio, "fleet">, store: Store, jobId: string): Promise<void> {
  const collected = new Set(store.listRenders(jobId).map(({ promptId }) => promptId));
  const left = store.listSubmissions(jobId).filter(({ promptId }) => !collected.has(promptId));
  if (left.length === 0) return;
  const told = Promise.all(left.map(async ({ backend, promptId }) => await studio.fleet.discard(backend, promptId)));
  await Promise.race([told, sleep(TELL_MS, undefined, { ref: false })]);
}
