import { useSyncExternalStore } from "react";

/** The last step of a job's work that was heard of; a side channel beside the events, never stored. */
export interface JobProgress {
  readonly jobId: string;
  readonly specId: string;
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly atMs: number;
}

const latest = new Map<string, JobProgress>();
const listeners = new Set<() => void>();

/** Keeps what the stream tells of a job's work. */
export function rememberProgress(progress: JobProgress): void {
  latest.set(progress.jobId, progress);
  for (const listener of listeners) listener();
}

/** Forgets a job that has ended, and all of them where the stream broke. */
export function forgetProgress(jobId?: string): void {
  if (jobId === undefined) latest.clear();
  else latest.delete(jobId);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** How far a job's work has come, as it happens; undefined when nothing was heard. */
export function useProgress(jobId: string | null): JobProgress | undefined {
  return useSyncExternalStore(subscribe, () => (jobId === null ? undefined : latest.get(jobId)));
}
