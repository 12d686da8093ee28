import type { EventPayload, EventType, NewEvent } from "../../core/events/event.ts";
import { newEvent } from "../../core/events/new-event.ts";
import type { Store } from "../../store/store.ts";
import type { ImageProgress, Step } from "../step.ts";
import type { Studio } from "../studio.ts";
import type { ActiveJob } from "./active-job.ts";

/** What every part of the work on jobs needs. */
export interface WorkContext {
  readonly studio: Studio;
  readonly store: Store;
  /** Hears every step. */
  onStep(step: Step): void;
}

/** Tells whoever waits for a job about a step of it. */
export function announce(context: WorkContext, job: ActiveJob, step: Step["step"]): void {
  context.onStep(stepOf(job, step));
}

/** Tells how far the image under way is. */
export function announceProgress(context: WorkContext, job: ActiveJob, image: ImageProgress): void {
  context.onStep({ ...stepOf(job, "rendering"), image });
}

function stepOf({ images, plan, id }: ActiveJob, step: Step["step"]): Step {
  return { step, specId: plan.spec, jobId: id, done: images.size, total: plan.images.length };
}

interface EventAbout<T extends EventType> {
  readonly type: T;
  readonly entityId: string;
  readonly key: string;
  readonly payload: EventPayload<T>;
}

/** Builds an event of a job's causal chain. */
export function chainEvent<T extends EventType>(context: WorkContext, job: ActiveJob, about: EventAbout<T>): NewEvent {
  const chain = { id: job.row.chainId, depth: job.row.depth };
  return newEvent({ ...about, id: context.studio.newId(), ts: context.studio.nowMs(), chain });
}
