import { z } from "zod";
import { TouchstoneError } from "../core/errors.ts";
import type { JobRow } from "../core/events/rows.ts";
import { findRetryRefusal } from "../core/jobs/retry-refusal.ts";
import { isTerminal } from "../core/jobs/transition.ts";
import type { Store } from "../store/store.ts";
import { BackendInput } from "./backend-input.ts";
import { rendererOf } from "./environment.ts";
import { jobEvent } from "./job-event.ts";
import { madeJob, type MadeJob } from "./made-job.ts";
import { work } from "./make.ts";
import { getDocument, type Planned } from "./planned.ts";
import { loadRecords, requireSpec } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";
import { discardLeftovers } from "./work/discard-leftovers.ts";
import { letGo } from "./work/crew.ts";

const JOB_STATES = ["queued", "running", "retry_wait", "succeeded", "failed", "escalated", "canceled"] as const;

/** Lists jobs, newest first. */
export const jobListVerb = defineVerb({
  name: "job.list",
  summary: "List jobs, newest first",
  access: "read",
  input: z.strictObject({
    state: z.enum(JOB_STATES).optional().describe("Only jobs in this state"),
    spec: z.string().optional().describe("Only jobs of this spec"),
    limit: z.int().min(1).max(1000).default(50).describe("At most so many"),
    beforeSeq: z.int().min(1).optional().describe("Only jobs older than this `seq`: continues a list"),
  }),
  async run(studio, input): Promise<{ jobs: readonly JobRow[] }> {
    const { state, spec, limit, beforeSeq } = input;
    const filter = {
      limit,
      ...(state === undefined ? {} : { states: [state] }),
      ...(spec === undefined ? {} : { specId: spec }),
      ...(beforeSeq === undefined ? {} : { beforeSeq }),
    };
    const jobs = storeOf(studio).listJobs(filter);
    if (spec !== undefined && jobs.length === 0) requireSpec(spec, (await loadRecords(studio)).reading.specFiles.keys());
    return { jobs };
  },
});

const JobInput = z.strictObject({ job: z.string().describe("Job id") });

/** Shows one job with its attempts and images. */
export const jobShowVerb = defineVerb({
  name: "job.show",
  summary: "Show a job with its attempts and images",
  access: "read",
  input: JobInput,
  async run(studio, input) {
    const store = storeOf(studio);
    const job = getJob(store, input.job);
    const escalation = store.readEvents({ since: 0, limit: 1, types: ["job.escalated"], entityId: job.id }).events[0];
    return {
      job,
      attempts: store.listAttempts(job.id),
      renders: store.listRenders(job.id),
      superseded: store.listSuperseded(job.id),
      chain: store.listJobs({ chainId: job.chainId }).toReversed(),
      escalation: escalation?.type === "job.escalated" ? escalation.payload : null,
    };
  },
});

/** Cancels a job that has not ended. */
export const jobCancelVerb = defineVerb({
  name: "job.cancel",
  summary: "Cancel a job that has not ended",
  access: "own",
  input: JobInput,
  async run(studio, input, caller) {
    const store = storeOf(studio);
    const job = getJob(store, input.job);
    if (isTerminal(job.state)) {
      throw new TouchstoneError("STATE_CONFLICT", `job \`${job.id}\` has already ended: ${job.state}`, {
        hint: "Nothing needs to be done",
      });
    }
    // No expectation: every finished image moves the job on, and one that has ended is refused by the store.
    await store.append({ events: [jobEvent(studio, job, { type: "job.canceled", payload: { by: caller.by } })] });
    await letGo(studio.crew, job.id);
    await discardLeftovers(studio, store, job.id);
    return { job: getJob(store, job.id) };
  },
});

/** Starts a new job for one that ended without a version, in the same chain, from the same plan. */
export const jobRetryVerb = defineVerb({
  name: "job.retry",
  summary: "Try again what ended without a version, from the same plan",
  access: "own",
  input: JobInput.extend({
    backend: BackendInput,
    wait: z.boolean().default(true).describe("Answer when it is made; else at once, and the work goes on in the owner"),
  }),
  async run(studio, input, caller): Promise<{ job: MadeJob }> {
    const store = storeOf(studio);
    const { policies } = (await loadRecords(studio)).records.project;
    const { specId } = getJob(store, input.job);
    const only = input.backend === undefined ? undefined : await studio.fleet.use(input.backend);
    const jobId = await studio.alone(async () => await queueRetry(studio, input.job));
    await work(studio, { policies, caller, wait: input.wait, only }, [jobId]);
    return { job: madeJob(store, { spec: specId, jobId, reused: false }) };
  },
});

/** Queues the retry. Runs alone, so that one job is never retried twice at once. */
async function queueRetry(studio: Studio, id: string): Promise<string> {
  const store = storeOf(studio);
  const job = getJob(store, id);
  const chain = store.listJobs({ chainId: job.chainId });
  const { plan, renderer } = await getDocument<Planned>(store.blobs, job.planBlob);
  const refusal = findRetryRefusal(job, chain, { planned: renderer, present: rendererOf(studio, plan) });
  if (refusal !== undefined) throw new TouchstoneError("STATE_CONFLICT", refusal.message, { hint: refusal.hint });
  const { specId, jobType, kind, checkpointId, backend, priority, recipeDigest, matchDigest, planBlob, renders, planMs } = job;
  const chainLength = 1 + Math.max(...chain.map((one) => one.chainLength));
  const payload = {
    specId,
    jobType,
    kind,
    checkpointId,
    backend,
    priority,
    recipeDigest,
    matchDigest,
    planBlob,
    renders,
    planMs,
    chainLength,
  };
  const queued = jobEvent(studio, { id: studio.newId(), chainId: job.chainId }, { type: "job.queued", payload });
  await store.append({ events: [queued] });
  return queued.entityId;
}

function getJob(store: Store, id: string): JobRow {
  const job = store.findJob(id);
  if (job !== undefined) return job;
  throw new TouchstoneError("JOB_NOT_FOUND", `there is no job \`${id}\``, { hint: "List jobs with `touchstone job list`" });
}
