import type { JobRow } from "../core/events/rows.ts";
import { isTerminal } from "../core/jobs/transition.ts";
import { rendererOf } from "./environment.ts";
import { jobEvent } from "./job-event.ts";
import { getDocument, type Planned } from "./planned.ts";
import { loadRecords } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";
import { workOnJobs } from "./work/crew.ts";

/**
 * Takes up, in the background, all jobs that an earlier owner left in the queue or between two attempts, the oldest first.
 *
 * Where policies cannot be read, or a job's plan, they stay there for the next owner, and the failure is told. A job that
 * was planned for another version of the renderer is canceled by policy: what its plan says, nothing here can make.
 */
export function resumeJobs(studio: Studio): void {
  const store = storeOf(studio);
  const jobs = store.listJobs({ states: ["queued", "retry_wait"] }).toReversed();
  if (jobs.length === 0) return;
  studio.background.run(async (signal) => {
    const { policies } = (await loadRecords(studio)).records.project;
    const doable: string[] = [];
    for (const job of jobs) {
      try {
        if (await isDoable(studio, job)) doable.push(job.id);
      } catch (error) {
        // One plan that is damaged must not hold up the others.
        studio.background.run(async () => await Promise.reject(error));
      }
    }
    await workOnJobs(studio.crew, { studio, store, policies, caller: { by: "person", signal } }, doable);
  });
}

async function isDoable(studio: Studio, job: JobRow): Promise<boolean> {
  const store = storeOf(studio);
  const { plan, renderer } = await getDocument<Planned>(store.blobs, job.planBlob);
  if (renderer === rendererOf(studio, plan)) return true;
  await studio.alone(async () => {
    if (isTerminal(store.findJob(job.id)?.state ?? "canceled")) return;
    await store.append({ events: [jobEvent(studio, job, { type: "job.canceled", payload: { by: "policy" } })] });
  });
  return false;
}
