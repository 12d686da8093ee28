import type { FrozenInput, ImageRecord } from "../../core/assets/evidence.ts";
import type { PlanInputs } from "../../core/assets/plan/inputs.ts";
import type { Plan } from "../../core/assets/plan/plan.ts";
import type { Policies } from "../../core/assets/records/project.ts";
import type { JobRow } from "../../core/events/rows.ts";
import type { TouchstoneError } from "../../core/errors.ts";
import { isTerminal } from "../../core/jobs/transition.ts";
import type { Store } from "../../store/store.ts";
import { getDocument, type Planned } from "../planned.ts";
import { imageRecordOf } from "./image-record.ts";

/** A job that this process works on: the stored row, its plan, and what is under way. */
export interface ActiveJob {
  readonly id: string;
  readonly plan: Plan;
  readonly inputs: readonly FrozenInput[];
  readonly row: JobRow;
  /** The policies in force when it was taken up. */
  readonly policies: Policies;
  /** The renderer that its plan was made for. */
  readonly renderer: string;
  /** Attempts that counted so far. */
  attempt: number;
  /** The running attempt; null between attempts. */
  attemptId: string | null;
  /** Settles when the running attempt is recorded as begun. */
  opening: Promise<void> | null;
  /** When it began, on the clock that never goes back. */
  startedElapsedMs: number;
  /** Earliest start of the next attempt, epoch ms. */
  dueAtMs: number;
  /** Images not begun yet, by index into the plan's images. */
  readonly waiting: Set<number>;
  /** Images under way: being drawn, or drawn and being stored. */
  readonly running: Set<number>;
  /** Those of them that occupy a renderer, with the backend's id; what only waits for the disk occupies none. */
  readonly drawing: Map<number, string>;
  /** Where each image was last sent and under which prompt, by index; the built-in renderer knows no prompts. */
  readonly submitted: Map<number, SentPrompt>;
  /** The only backend that may make its images, because everyone who waits for it named that one; null for any. */
  only: string | null;
  /** Backends that cannot make its images, e.g. because they lack a model, with what each said. */
  readonly refusedBy: Map<string, TouchstoneError>;
  /** Backends on which one of its images failed: where others are up, they are tried first. */
  readonly failedOn: Set<string>;
  /** Stops what runs for it elsewhere as well: it was canceled. */
  readonly cancel: AbortController;
  /** Stops waiting for what runs elsewhere: nobody asks for it now. Replaced when used, since others may ask again. */
  detach: AbortController;
  /** What its plan was made from, read when a renderer first needs it. */
  loadedInputs: Promise<PlanInputs> | undefined;
  /** Images stored, by index. */
  readonly images: Map<number, ImageRecord>;
  /** Why the running attempt failed; it ends when nothing of it is under way any more. */
  failure: { readonly error: unknown } | undefined;
  /** True while the job is being finished or its failure recorded: only one of its last images may do that. */
  settling: boolean;
  /** True once it was canceled in this process: nothing of it is begun any more. */
  canceled: boolean;
  /** True once the job needs nothing more from this process. */
  settled: boolean;
}

/** A prompt as it was written down before it was sent. */
export interface SentPrompt {
  readonly backend: string;
  readonly promptId: string;
}

/** Loads a job to work on. Images that earlier attempts stored are kept: a job resumes image by image. */
export async function loadActiveJob(store: Store, jobId: string, policies: Policies): Promise<ActiveJob> {
  const row = store.findJob(jobId);
  if (row === undefined) throw new TypeError(`loadActiveJob: no job ${jobId}`);
  const { plan, inputs, renderer } = await getDocument<Planned>(store.blobs, row.planBlob);
  const images = new Map<number, ImageRecord>();
  for (const stored of store.listRenders(jobId)) {
    images.set(findIndex(plan, stored), imageRecordOf(stored));
  }
  const submitted = new Map<number, SentPrompt>();
  for (const sent of store.listSubmissions(jobId)) submitted.set(findIndex(plan, sent), sent);
  return {
    id: jobId,
    plan,
    inputs,
    renderer,
    row,
    policies,
    attempt: row.attempt,
    attemptId: null,
    opening: null,
    startedElapsedMs: 0,
    dueAtMs: row.dueAtMs ?? 0,
    waiting: new Set([...plan.images.keys()].filter((index) => !images.has(index))),
    running: new Set(),
    drawing: new Map(),
    submitted,
    only: null,
    refusedBy: new Map(),
    failedOn: new Set(),
    cancel: new AbortController(),
    detach: new AbortController(),
    loadedInputs: undefined,
    images,
    failure: undefined,
    settling: false,
    canceled: false,
    settled: isTerminal(row.state),
  };
}

function findIndex({ images }: Plan, { variant, part }: { readonly variant: number; readonly part: string | null }): number {
  return images.findIndex((image) => image.variant === variant && image.part === part);
}

/** Whether anything of the job is under way in this process. */
export function isBusy(job: ActiveJob): boolean {
  return job.running.size > 0 || job.settling;
}

/** Whether the job still needs something from this process. */
export function isOpen(job: ActiveJob): boolean {
  return !job.settled;
}

/** Leaves what runs for a job elsewhere as it is; a later owner, or a later caller, finds it there. */
export function detach(job: ActiveJob): void {
  const leaving = job.detach;
  job.detach = new AbortController();
  leaving.abort();
}
