import type { Store } from "../../store/store.ts";

/**
 * Whether something that has not ended was sent to a backend: it answered an earlier owner of the project, so that its
 * address is right, and it may only be slower to start again than this process was.
 */
export function wasAtWork(store: Store, backend: string): boolean {
  const open = store.listJobs({ states: ["running", "queued", "retry_wait"] });
  return open.some(({ id }) => store.listSubmissions(id).some((sent) => sent.backend === backend));
}
