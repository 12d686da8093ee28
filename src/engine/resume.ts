import type { JobRow } from "../core/events/rows.ts";
import { isTerminal } from "../core/jobs/transition.ts";
import { rendererOf } from "./environment.ts";
import { jobEvent } from "./job-event.ts";
import { getDocument, type Planned } from "./planned.ts";
import { loadRecords } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";
import { discardLeftovers } from "./work/discard-leftovers.ts";
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
    // Where it is not valid, the built-in renderer's jobs go on all the same, and all others wait until it is.
    const isFleetKnown = await studio.fleet.load().then(() => true, tell(studio));
    const doable: string[] = [];
    for (const job of jobs) {
      try {
        if (await isDoable(studio, job, isFleetKnown)) doable.push(job.id);
      } catch (error) {
        // One plan that is damaged must not hold up the others.
        tell(studio)(error);
      }
    }
    await workOnJobs(studio.crew, { studio, store, policies, caller: { by: "person", signal } }, doable);
  });
}

/** Tells of a failure that nobody waits for. */
function tell(studio: Studio): (error: unknown) => false {
  return (error) => {
    studio.background.run(async () => await Promise.reject(error));
    return false;
  };
}

async function isDoable(studio: Studio, job: JobRow, isFleetKnown: boolean): Promise<boolean> {
  const store = storeOf(studio);
  const { plan, renderer } = await getDocument<Planned>(store.blobs, job.planBlob);
  if (renderer === rendererOf(studio, plan)) return plan.renderer === "builtin" || (isFleetKnown && hasServer(studio, job));
  await studio.alone(async () => {
    if (isTerminal(store.findJob(job.id)?.state ?? "canceled")) return;
    await store.append({ events: [jobEvent(studio, job, { type: "job.canceled", payload: { by: "policy" } })] });
  });
  await discardLeftovers(studio, store, job.id);
  return false;
}

/** Without any server that may make it, e.g. because its caller had named one, a job waits until it is asked for again. */
function hasServer({ fleet }: Studio, { checkpointId }: JobRow): boolean {
  return fleet.candidatesFor({ kind: "comfyui", checkpointId, only: null, refusedBy: [] }).length > 0;
}
