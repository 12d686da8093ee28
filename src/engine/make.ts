import { z } from "zod";
import { seedModeOf } from "../core/assets/plan/choose-records.ts";
import { matchDigestOf, planSpec } from "../core/assets/plan/plan-spec.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import type { SpecState } from "../core/assets/ready/spec-state.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import type { Digest } from "../core/canonical/digest.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import type { NewEvent } from "../core/events/event.ts";
import type { JobRow } from "../core/events/rows.ts";
import { planState, previewSettings } from "./plan.ts";
import { putPlanned } from "./planned.ts";
import { getSpec, loadProject } from "./project.ts";
import { storeOf, type Studio } from "./studio.ts";
import { type Caller, defineVerb } from "./verb.ts";
import { runJobs } from "./work/run-jobs.ts";

/** What became of one spec that was asked for. */
export interface MadeJob {
  /** The last job of its chain: the one whose version counts. */
  readonly id: string;
  readonly spec: string;
  readonly status: JobRow["state"];
  readonly versionId: string | null;
  /** True when an equal version was there already and nothing was made. */
  readonly reused: boolean;
  readonly route: string | null;
  /** Failure code and words of the last failure, if any. */
  readonly reasonCode: string | null;
  readonly detail: string | null;
}

/** Makes ready specs: plans them, draws, checks, routes. */
export const makeVerb = defineVerb({
  name: "make",
  summary: "Make the assets of ready specs",
  access: "own",
  input: z.strictObject({
    specs: z.array(z.string()).min(1).describe("Ids of ready specs"),
    again: z.boolean().default(false).describe("Make a new version even if an equal one exists"),
    priority: z.enum(["interactive", "review", "normal", "automation"]).default("interactive").describe("Kind of request"),
  }),
  async run(studio, input, caller): Promise<{ jobs: readonly MadeJob[] }> {
    const project = await loadProject(studio);
    const specs = [...new Set(input.specs)].map((id) => getSpec(project, id));
    const states = await Promise.all(specs.map((spec) => planState(studio, project, spec)));
    refuseUnready(
      specs,
      states.map(({ state }) => state),
    );
    const accepted: Accepted[] = [];
    for (const { state } of states)
      accepted.push(await accept(studio, { state, again: input.again, priority: input.priority, caller }));
    const open = accepted.flatMap((one) => (one.reusedVersion === undefined ? [one.jobId] : []));
    if (open.length > 0)
      await runJobs({ studio, store: storeOf(studio), policies: project.records.project.policies, caller }, open);
    return { jobs: accepted.map((one) => report(studio, one)) };
  },
});

/** Refuses the whole request when any spec may not be made, naming each. */
function refuseUnready(specs: readonly Spec[], states: readonly SpecState[]): void {
  const problems = states.flatMap((state, index): Problem[] => {
    const id = specs[index]?.id ?? "";
    if (state.unlocked) {
      return [
        {
          code: "SPEC_NOT_READY",
          message: `spec \`${id}\` says ready but is not in touchstone.lock`,
          hint: `Run \`touchstone spec ready ${id}\``,
        },
      ];
    }
    if (state.status === "ready") return [];
    const hint =
      state.status === "draft" ? `Run \`touchstone spec ready ${id}\`` : "Set `status: draft` first if the asset is wanted again";
    return [{ code: "SPEC_NOT_READY", message: `spec \`${id}\` is ${state.status}`, hint }];
  });
  const [first, ...others] = problems;
  if (first === undefined) return;
  const message = others.length === 0 ? first.message : `${problems.length} specs may not be made`;
  throw new TouchstoneError("SPEC_NOT_READY", message, { hint: first.hint, problems });
}

interface Request {
  readonly state: SpecState;
  readonly again: boolean;
  readonly priority: JobRow["priority"];
  readonly caller: Caller;
}

interface Accepted {
  readonly spec: string;
  readonly jobId: string;
  readonly reusedVersion?: string;
}

/** An equal job under way is joined, an equal version is returned, else a job is queued. */
async function accept(studio: Studio, request: Request): Promise<Accepted> {
  const store = storeOf(studio);
  const { inputs } = request.state;
  const begunMs = studio.elapsedMs();
  const plan = planForMake(studio, request.state);
  const matchDigest = matchDigestOf(inputs, previewSettings(studio));
  const spec = plan.spec;
  // Asked first: a chain whose last try is still open has a version already, and would otherwise never be finished.
  const open = store.findOpenJob(spec, matchDigest);
  if (open !== undefined) return { spec, jobId: open.id };
  const same = request.again ? undefined : store.findReusableVersion(spec, matchDigest);
  if (same !== undefined) return { spec, jobId: same.jobId, reusedVersion: same.id };
  const planMs = studio.elapsedMs() - begunMs;
  const planBlob = await putPlanned(store.blobs, plan, inputs);
  const event = queuedEvent(studio, {
    plan,
    matchDigest,
    planBlob,
    planMs,
    priority: request.priority,
    kind: inputs.spec.output.kind,
  });
  request.caller.onStep?.({ step: "planned", specId: spec, jobId: event.entityId, done: 0, total: plan.images.length });
  await store.append({ events: [event] });
  request.caller.onStep?.({ step: "queued", specId: spec, jobId: event.entityId, done: 0, total: plan.images.length });
  return { spec, jobId: event.entityId };
}

function planForMake(studio: Studio, { inputs }: SpecState): Plan {
  const preview = planSpec(inputs, previewSettings(studio));
  const blocked = preview.explanation.blocked;
  if (blocked.length > 0) {
    const problems = blocked.map((item): Problem => ({ code: "PLAN_BLOCKED", message: item.detail }));
    throw new TouchstoneError("PLAN_BLOCKED", `spec \`${preview.spec}\` cannot be made: ${blocked[0]?.detail}`, { problems });
  }
  if (seedModeOf(preview) !== "random_recorded") return preview;
  return planSpec(inputs, { ...previewSettings(studio), drawnSeed: studio.drawSeed() });
}

interface ToQueue {
  readonly plan: Plan;
  readonly matchDigest: Digest;
  readonly planBlob: Digest;
  readonly planMs: number;
  readonly priority: JobRow["priority"];
  readonly kind: JobRow["kind"];
}

function queuedEvent(studio: Studio, { plan, matchDigest, planBlob, planMs, priority, kind }: ToQueue): NewEvent {
  const jobId = studio.newId();
  return {
    id: studio.newId(),
    ts: studio.nowMs(),
    type: "job.queued",
    v: 1,
    entityType: "job",
    entityId: jobId,
    causalChainId: jobId,
    causalDepth: 0,
    idempotencyKey: jobId,
    payload: {
      specId: plan.spec,
      jobType: "make",
      kind,
      checkpointId: plan.checkpoint?.id ?? "",
      backend: plan.renderer,
      priority,
      recipeDigest: plan.recipeDigest as Digest,
      matchDigest,
      planBlob,
      renders: plan.images.length,
      planMs,
      chainLength: 1,
    },
  };
}

/** Reports the end of a chain: its last job and that job's version. */
function report(studio: Studio, { spec, jobId, reusedVersion }: Accepted): MadeJob {
  const store = storeOf(studio);
  const first = store.findJob(jobId);
  const last = store.listJobs({ chainId: first?.chainId ?? jobId }).toSorted((a, b) => b.chainLength - a.chainLength)[0] ?? first;
  if (last === undefined) throw new TypeError(`report: job ${jobId} vanished`);
  const job = reusedVersion === undefined ? last : (first ?? last);
  const version = job.versionId === null ? undefined : store.findVersion(job.versionId);
  return {
    id: job.id,
    spec,
    status: job.state,
    versionId: job.versionId,
    reused: reusedVersion !== undefined,
    route: version?.route ?? null,
    reasonCode: job.reasonCode,
    detail: job.detail,
  };
}
