import type { FrozenInput, ImageRecord } from "../../core/assets/evidence.ts";
import type { Plan, PlannedImage } from "../../core/assets/plan/plan.ts";
import type { Policies } from "../../core/assets/records/project.ts";
import type { JobRow } from "../../core/events/rows.ts";
import { isTerminal } from "../../core/jobs/transition.ts";
import type { Store } from "../../store/store.ts";
import { getDocument, type Planned } from "../planned.ts";

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
  /** Those of them that occupy a renderer; what only waits for the disk occupies none. */
  readonly drawing: Set<number>;
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

/** Loads a job to work on. Images that earlier attempts stored are kept: a job resumes image by image. */
export async function loadActiveJob(store: Store, jobId: string, policies: Policies): Promise<ActiveJob> {
  const row = store.findJob(jobId);
  if (row === undefined) throw new TypeError(`loadActiveJob: no job ${jobId}`);
  const { plan, inputs, renderer } = await getDocument<Planned>(store.blobs, row.planBlob);
  const images = new Map<number, ImageRecord>();
  for (const stored of store.listRenders(jobId)) {
    const index = plan.images.findIndex((image) => image.variant === stored.variant && image.part === stored.part);
    const { variant, part, seed, blob, pixelSha256, width, height } = stored;
    images.set(index, { variant, part, seed, blob, pixelSha256, width, height });
  }
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
    drawing: new Set(),
    images,
    failure: undefined,
    settling: false,
    canceled: false,
    settled: isTerminal(row.state),
  };
}

/** One image of a plan, with what all images of its take share. */
export interface ImageTask {
  readonly image: PlannedImage & { readonly seed: number };
  readonly index: number;
  readonly partIndex: number;
  readonly partCount: number;
  /** Seed of the first part of the same take: the identity that all its parts share. */
  readonly takeSeed: number;
}

/** Describes one image of a job's plan as a task for a renderer. */
export function imageTask(plan: Plan, index: number): ImageTask {
  const image = plan.images[index];
  if (image === undefined || image.seed === null) throw new TypeError(`imageTask: image ${index} has no seed`);
  const take = plan.images.filter((other) => other.variant === image.variant);
  const takeSeed = take[0]?.seed ?? image.seed;
  return { image: { ...image, seed: image.seed }, index, partIndex: take.indexOf(image), partCount: take.length, takeSeed };
}

/** Whether anything of the job is under way in this process. */
export function isBusy(job: ActiveJob): boolean {
  return job.running.size > 0 || job.settling;
}

/** Whether the job still needs something from this process. */
export function isOpen(job: ActiveJob): boolean {
  return !job.settled;
}
