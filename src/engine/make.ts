import { z } from "zod";
import { chooseReusableVersion } from "../core/assets/reusable-version.ts";
import { seedModeOf } from "../core/assets/plan/choose-records.ts";
import { matchDigestOf, planSpec } from "../core/assets/plan/plan-spec.ts";
import type { PlanInputs } from "../core/assets/plan/inputs.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { findMakeObstacle } from "../core/assets/ready/blockers.ts";
import type { SpecState } from "../core/assets/ready/spec-state.ts";
import type { Policies } from "../core/assets/records/project.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import type { Digest } from "../core/canonical/digest.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import type { NewEvent } from "../core/events/event.ts";
import type { JobRow } from "../core/events/rows.ts";
import { planState, previewSettings } from "./plan.ts";
import type { Store } from "../store/store.ts";
import { BackendInput } from "./backend-input.ts";
import { rendererOf } from "./environment.ts";
import { jobEvent } from "./job-event.ts";
import { madeJob, type MadeJob } from "./made-job.ts";
import { putPlanned } from "./planned.ts";
import { getSpec, loadProject } from "./project.ts";
import type { Step } from "./step.ts";
import { storeOf, type Studio } from "./studio.ts";
import { type Caller, defineVerb } from "./verb.ts";
import { discardLeftovers } from "./work/discard-leftovers.ts";
import { workOnJobs } from "./work/crew.ts";

/** Makes ready specs: plans them, draws, checks, routes. */
export const makeVerb = defineVerb({
  name: "make",
  summary: "Make the assets of ready specs",
  access: "own",
  input: z.strictObject({
    specs: z.array(z.string()).min(1).describe("Ids of ready specs"),
    again: z.boolean().default(false).describe("Make a new version even if an equal one exists"),
    priority: z.enum(["interactive", "review", "normal", "automation"]).default("interactive").describe("Kind of request"),
    backend: BackendInput,
    wait: z.boolean().default(true).describe("Answer when everything is made; else at once, and the work goes on in the owner"),
  }),
  async run(studio, input, caller): Promise<{ jobs: readonly MadeJob[] }> {
    const project = await loadProject(studio);
    const specs = [...new Set(input.specs)].map((id) => getSpec(project, id));
    const states = await Promise.all(specs.map((spec) => planState(studio, project, spec)));
    refuseUnready(
      specs,
      states.map(({ state }) => state),
    );
    const planned = states.map(({ state }) => planForMake(studio, state));
    // Asked before anything is queued: a name that is mistyped, or a file that is not valid, must leave nothing behind.
    if (planned.some(({ plan }) => plan.renderer === "comfyui")) await studio.fleet.load();
    const only = input.backend === undefined ? undefined : await studio.fleet.use(input.backend);
    const accepted = await studio.alone(async () => await acceptAll(studio, { planned, ...input, caller }));
    const open = accepted.flatMap((one) => (one.reusedVersion === undefined ? [one.jobId] : []));
    const { policies } = project.records.project;
    if (open.length > 0) await work(studio, { policies, caller, wait: input.wait, only }, open);
    return {
      jobs: accepted.map(({ spec, jobId, reusedVersion }) =>
        madeJob(storeOf(studio), { spec, jobId, reused: reusedVersion !== undefined }),
      ),
    };
  },
});

/** Works on jobs while the caller waits, or in the background. */
export async function work(
  studio: Studio,
  { policies, caller, wait, only }: { policies: Policies; caller: Caller; wait: boolean; only?: string | undefined },
  jobIds: readonly string[],
): Promise<void> {
  const request = { studio, store: storeOf(studio), policies, only };
  if (wait) return await workOnJobs(studio.crew, { ...request, caller }, jobIds);
  studio.background.run(
    async (signal) => await workOnJobs(studio.crew, { ...request, caller: { by: caller.by, signal } }, jobIds),
  );
}

/** Refuses the whole request when any spec may not be made, naming each. */
function refuseUnready(specs: readonly Spec[], states: readonly SpecState[]): void {
  const obstacles = specs.map((spec, index) => findMakeObstacle(spec, { unlocked: states[index]?.unlocked ?? false }));
  const problems = obstacles
    .filter((obstacle) => obstacle !== null)
    .map(({ detail, hint }): Problem => ({ code: "SPEC_NOT_READY", message: detail, hint }));
  const [first, ...others] = problems;
  if (first === undefined) return;
  const message = others.length === 0 ? first.message : `${problems.length} specs may not be made`;
  throw new TouchstoneError("SPEC_NOT_READY", message, { hint: first.hint, problems });
}

/** A spec's plan, ready to be queued. */
interface PlannedSpec {
  readonly plan: Plan;
  readonly inputs: PlanInputs;
  readonly matchDigest: Digest;
  readonly planMs: number;
}

interface Request {
  readonly planned: readonly PlannedSpec[];
  readonly again: boolean;
  readonly priority: JobRow["priority"];
  readonly caller: Caller;
}

interface Accepted {
  readonly spec: string;
  readonly jobId: string;
  readonly reusedVersion?: string;
}

/**
 * Settles what each spec needs and queues what is missing, in one batch. Runs alone: between looking for an equal job and
 * queueing one, nobody else may do the same.
 */
async function acceptAll(studio: Studio, request: Request): Promise<readonly Accepted[]> {
  const store = storeOf(studio);
  const found = request.planned.map((planned) => ({ planned, known: findKnown(store, planned, request.again) }));
  const toQueue = found.flatMap(({ planned, known }) => (known === undefined ? [planned] : []));
  const queued = new Map<string, NewEvent>();
  for (const planned of toQueue) queued.set(planned.plan.spec, await prepareJob(studio, planned, request.priority));
  const events = [...queued.values()];
  for (const planned of toQueue) tell(studio, request.caller, { step: "planned", planned, queued });
  const superseded = toQueue.flatMap(({ plan }) => cancelSuperseded(studio, plan.spec));
  if (events.length > 0) await store.append({ events: [...superseded, ...events] });
  await Promise.all(superseded.map(async ({ entityId }) => await discardLeftovers(studio, store, entityId)));
  for (const planned of toQueue) tell(studio, request.caller, { step: "queued", planned, queued });
  return found.map(
    ({ planned, known }) => known ?? { spec: planned.plan.spec, jobId: queued.get(planned.plan.spec)?.entityId ?? "" },
  );
}

/** An equal job under way is joined, else an equal version is returned; undefined when neither is there. */
function findKnown(store: Store, { plan: { spec }, matchDigest }: PlannedSpec, again: boolean): Accepted | undefined {
  // Asked first: a chain whose last try is still open has a version already, and would otherwise never be finished.
  const open = store.findOpenJob(spec, matchDigest);
  if (open !== undefined) return { spec, jobId: open.id };
  const same = again ? undefined : chooseReusableVersion(store.listVersions({ specId: spec, matchDigest }));
  return same === undefined ? undefined : { spec, jobId: same.jobId, reusedVersion: same.id };
}

/** Jobs of an older plan that nobody works on would wait for ever once the spec has a newer one. */
function cancelSuperseded(studio: Studio, specId: string): readonly NewEvent[] {
  const waiting = storeOf(studio).listJobs({ specId, states: ["queued", "retry_wait"] });
  return waiting
    .filter((job) => !studio.crew.active.has(job.id))
    .map((job) => jobEvent(studio, job, { type: "job.canceled", payload: { by: "policy" } }));
}

interface Told {
  readonly step: "planned" | "queued";
  readonly planned: PlannedSpec;
  readonly queued: ReadonlyMap<string, NewEvent>;
}

function tell({ crew }: Studio, caller: Caller, { step, planned, queued }: Told): void {
  const { plan } = planned;
  const told: Step = {
    step,
    specId: plan.spec,
    jobId: queued.get(plan.spec)?.entityId ?? "",
    done: 0,
    total: plan.images.length,
  };
  caller.onStep?.(told);
  for (const observe of crew.observers) observe(told);
}

function planForMake(studio: Studio, { inputs }: SpecState): PlannedSpec {
  const begunMs = studio.elapsedMs();
  const preview = planSpec(inputs, previewSettings(studio));
  const blocked = preview.explanation.blocked;
  if (blocked.length > 0) {
    const problems = blocked.map((item): Problem => ({ code: "PLAN_BLOCKED", message: item.detail }));
    throw new TouchstoneError("PLAN_BLOCKED", `spec \`${preview.spec}\` cannot be made: ${blocked[0]?.detail}`, { problems });
  }
  const drawn = seedModeOf(preview) === "random_recorded";
  const plan = drawn ? planSpec(inputs, { ...previewSettings(studio), drawnSeed: studio.drawSeed() }) : preview;
  const matchDigest = matchDigestOf(inputs, previewSettings(studio));
  return { plan, inputs, matchDigest, planMs: studio.elapsedMs() - begunMs };
}

/** Stores the plan and builds the event that queues its job. */
async function prepareJob(
  studio: Studio,
  { plan, inputs, matchDigest, planMs }: PlannedSpec,
  priority: JobRow["priority"],
): Promise<NewEvent> {
  const renderer = rendererOf(studio, plan);
  const planBlob = await putPlanned(storeOf(studio).blobs, plan, { inputs, renderer });
  const id = studio.newId();
  return jobEvent(
    studio,
    { id, chainId: id },
    {
      type: "job.queued",
      payload: {
        specId: plan.spec,
        jobType: "make",
        kind: inputs.spec.output.kind,
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
    },
  );
}
