import type { Policies } from "../../core/assets/records/project.ts";
import { effectivePriority, viewedSpecs } from "../../core/backends/viewing-leases.ts";
import type { Priority } from "../../core/jobs/schedule-input.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Step } from "../step.ts";
import type { Caller } from "../verb.ts";
import { type ActiveJob, detach, isBusy, isOpen } from "./active-job.ts";
import { giveBack, takeUp } from "./attempt.ts";
import type { Crew, Order } from "./crew-state.ts";
import { pickNext, type PickedRender } from "./pick-next.ts";
import type { WorkContext } from "./work-context.ts";
import { workOn } from "./work-on.ts";

/** Longest sleep between two looks at what is due, in ms. Guess: no retry is noticed later than a person would see. */
const MAX_NAP_MS = 250;

/** Most images drawn but not yet stored, beyond which no further one is begun: bounds memory when the disk is slow. */
const MAX_UNSTORED = 32;

/** What a caller hands over. */
export interface OrderRequest extends Omit<WorkContext, "onStep"> {
  readonly caller: Caller;
  readonly policies: Policies;
  /** The only backend that may make these jobs' images; any where it is left out. */
  readonly only?: string | undefined;
}

/**
 * Works on jobs until each of them, and each regeneration that follows from them, is settled.
 *
 * What runs next is the pure scheduler's decision; the loop only starts it and waits.
 * @throws TouchstoneError INTERRUPTED when the caller's signal asks to stop: renders under way are finished and recorded,
 * and jobs that nobody else waits for go back to the queue without costing an attempt. Any failure of the record itself
 * stops all work of the crew. A bug ends its job, and is thrown when the others are settled.
 */
export async function workOnJobs(crew: Crew, request: OrderRequest, jobIds: readonly string[]): Promise<void> {
  const { caller, policies, only = null } = request;
  const order: Order = {
    wanted: new Set(jobIds),
    listener: caller,
    policies,
    only,
    done: Promise.withResolvers(),
    bug: undefined,
  };
  const context: WorkContext = { studio: request.studio, store: request.store, onStep: (step) => tellOrders(crew, step) };
  // It may be answered while its jobs are still being loaded, before anyone waits for the answer.
  order.done.promise.catch(() => undefined);
  crew.orders.add(order);
  caller.signal?.addEventListener("abort", crew.bell.ring, { once: true });
  try {
    for (const id of jobIds) await enlist(crew, { context, policies }, id);
  } catch (error) {
    crew.orders.delete(order);
    throw error;
  }
  if (!crew.looping) void loop(crew, context);
  crew.bell.ring();
  await order.done.promise;
}

function tellOrders(crew: Crew, step: Step): void {
  for (const observe of crew.observers) observe(step);
  for (const order of crew.orders) if (order.wanted.has(step.jobId)) order.listener.onStep?.(step);
}

async function enlist(crew: Crew, by: { readonly context: WorkContext; readonly policies: Policies }, id: string): Promise<void> {
  const known = crew.jobs.get(id) ?? takeUp(by.context, by.policies, id);
  crew.jobs.set(id, known);
  try {
    const job = await known;
    if (job.plan.renderer === "comfyui") await by.context.studio.fleet.load();
    crew.active.set(id, job);
  } catch (error) {
    crew.jobs.delete(id);
    throw error;
  }
}

/** Never rejects: what goes wrong is told to those who wait. */
async function loop(crew: Crew, context: WorkContext): Promise<void> {
  crew.looping = true;
  try {
    while (await settleOrders(crew, context)) {
      context.studio.fleet.tend();
      if (crew.underWay.size < MAX_UNSTORED) pickWanted(crew, context).forEach((pick) => start(crew, context, pick));
      await crew.bell.heardWithin(crew.underWay.size > 0 ? MAX_NAP_MS : Math.min(MAX_NAP_MS, nextDueMs(crew, context)));
    }
  } catch (error) {
    for (const order of crew.orders) order.done.reject(error);
    crew.orders.clear();
  } finally {
    crew.looping = false;
    crew.fatal = undefined;
    if (crew.orders.size > 0) void loop(crew, context);
  }
}

function start(crew: Crew, context: WorkContext, pick: PickedRender): void {
  const done = workOn(context, pick, crew.bell.ring)
    .then(async (outcome) => {
      if (outcome.next !== undefined) await follow(crew, context, { job: pick.job, next: outcome.next });
      if (outcome.bug !== undefined) for (const order of ordersFor(crew, pick.job.id)) order.bug ??= outcome.bug;
    })
    .catch((error: unknown) => {
      crew.fatal ??= { error };
    })
    .finally(() => {
      crew.underWay.delete(done);
      crew.bell.ring();
    });
  crew.underWay.add(done);
}

/** Whoever waits for a job also waits for the regeneration that follows from it. */
async function follow(crew: Crew, context: WorkContext, { job, next }: { job: ActiveJob; next: string }): Promise<void> {
  for (const order of ordersFor(crew, job.id)) order.wanted.add(next);
  await enlist(crew, { context, policies: job.policies }, next);
}

/**
 * Lets a canceled job go: nothing of it is begun any more, images under way are kept as superseded, and whoever waits for
 * it is answered as soon as they are. Without this a job that waits for its next attempt would notice only then.
 */
export async function letGo(crew: Crew, jobId: string): Promise<void> {
  const job = await crew.jobs.get(jobId)?.catch(() => undefined);
  if (job === undefined) return;
  job.canceled = true;
  job.cancel.abort();
  job.settled ||= !isBusy(job);
  crew.bell.ring();
}

function ordersFor(crew: Crew, jobId: string): readonly Order[] {
  return [...crew.orders].filter((order) => order.wanted.has(jobId));
}

function pickWanted(crew: Crew, { studio }: WorkContext): readonly PickedRender[] {
  const staying = [...crew.orders].filter((order) => order.listener.signal?.aborted !== true);
  const wanted = [...crew.active.values()].filter((job) => staying.some((order) => order.wanted.has(job.id)));
  for (const job of wanted) job.only = onlyFor(staying.filter((order) => order.wanted.has(job.id)));
  const policies = staying.at(-1)?.policies;
  if (policies === undefined) return [];
  const nowMs = studio.nowMs();
  const viewed = viewedSpecs(studio.viewing.leases, nowMs);
  const priorityOf = ({ row }: ActiveJob): Priority => effectivePriority(row, viewed, policies.priority);
  return pickNext(wanted, { policies, fleet: studio.fleet, priorityOf, nowMs });
}

/** A job goes to one backend alone only where all who wait for it want that one. */
function onlyFor(orders: readonly Order[]): string | null {
  const [first, ...others] = orders.map(({ only }) => only);
  return first !== undefined && others.every((only) => only === first) ? first : null;
}

/** Answers every caller whose jobs are settled, or who asked to stop and has nothing under way. False when nobody waits. */
async function settleOrders(crew: Crew, context: WorkContext): Promise<boolean> {
  if (crew.fatal !== undefined) return await failAll(crew, context, crew.fatal.error);
  for (const order of crew.orders) {
    const own = [...order.wanted].map((id) => crew.active.get(id)).filter((job) => job !== undefined);
    const complete = own.length === order.wanted.size && own.every((job) => job.settled);
    const asked = order.listener.signal?.aborted === true;
    if (asked) own.filter((job) => !isStillWanted(crew, job, order)).forEach(detach);
    const stopped = asked && own.every((job) => !isBusy(job));
    if (!complete && !stopped) continue;
    crew.orders.delete(order);
    if (!complete) await release(crew, context, own);
    forgetUnwanted(crew);
    if (order.bug !== undefined) order.done.reject(order.bug.error);
    else if (complete) order.done.resolve();
    else order.done.reject(interrupted());
  }
  return crew.orders.size > 0;
}

/** Whether somebody who does not ask to stop waits for a job. */
function isStillWanted(crew: Crew, job: ActiveJob, leaving: Order): boolean {
  return ordersFor(crew, job.id).some((order) => order !== leaving && order.listener.signal?.aborted !== true);
}

/** Gives back what nobody else waits for. */
async function release(crew: Crew, context: WorkContext, jobs: readonly ActiveJob[]): Promise<void> {
  await giveBack(
    context,
    jobs.filter((job) => isOpen(job) && ordersFor(crew, job.id).length === 0),
  );
}

function forgetUnwanted(crew: Crew): void {
  for (const id of crew.active.keys()) {
    if (ordersFor(crew, id).length > 0) continue;
    crew.active.delete(id);
    crew.jobs.delete(id);
  }
}

async function failAll(crew: Crew, context: WorkContext, error: unknown): Promise<false> {
  await Promise.all(crew.underWay);
  // Where even this cannot be recorded, the next owner finds the attempts lost.
  await giveBack(context, [...crew.active.values()].filter(isOpen)).catch(() => undefined);
  for (const order of crew.orders) order.done.reject(error);
  crew.orders.clear();
  forgetUnwanted(crew);
  return false;
}

function interrupted(): TouchstoneError {
  return new TouchstoneError("INTERRUPTED", "stopped before everything was made; what was made is kept", {
    hint: "Run the same command again to go on",
  });
}

function nextDueMs(crew: Crew, { studio }: WorkContext): number {
  const nowMs = studio.nowMs();
  // What is due already waits for something else, which rings when it comes.
  const waits = [...crew.active.values()].filter((job) => isOpen(job) && job.dueAtMs > nowMs).map((job) => job.dueAtMs - nowMs);
  return Math.max(1, Math.min(MAX_NAP_MS, ...waits));
}
