/**
 * One step of long work. Steps are a side channel: they are not events, have no seq and are never stored.
 * An edge shows them as progress; a fault test stops the process at one of them.
 */
export interface Step {
  readonly step: (typeof STEPS)[number];
  readonly specId: string;
  readonly jobId: string;
  /** Images of the job that are stored, and how many there will be. */
  readonly done: number;
  readonly total: number;
  /** How far the image under way is; only with `rendering`. */
  readonly image?: ImageProgress;
}

/** How far a backend is with one image. */
export interface ImageProgress {
  readonly backend: string;
  /** Share that is done, 0 to 1; null while it waits for its turn there. */
  readonly fraction: number | null;
  /** The node that runs now; null before the first. */
  readonly node: string | null;
  /** Changes with each new picture of how it looks so far; null before the first. */
  readonly preview: number | null;
}

/** The steps of a job, in order. */
export const STEPS = [
  "planned",
  "queued",
  "started",
  "submitted",
  "rendering",
  "drawn",
  "encoded",
  "blob_stored",
  "render_done",
  "checked",
  "evidence_stored",
  "finished",
] as const;
