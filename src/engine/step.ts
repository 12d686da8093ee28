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
}

/** The steps of a job, in order. */
export const STEPS = [
  "planned",
  "queued",
  "started",
  "drawn",
  "encoded",
  "blob_stored",
  "render_done",
  "checked",
  "evidence_stored",
  "finished",
] as const;
