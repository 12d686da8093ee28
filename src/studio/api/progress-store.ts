import { useSyncExternalStore } from "react";
import { type HeardProgress, hearProgress } from "../../core/live/hear-progress.ts";
import type { Progress } from "../../core/live/messages.ts";

const latest = new Map<string, HeardProgress>();
const listeners = new Set<() => void>();

/** Keeps what the stream tells of a job's work. */
export function rememberProgress(progress: Progress): void {
  latest.set(progress.jobId, hearProgress(latest.get(progress.jobId), progress));
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
export function useProgress(jobId: string | null): Progress | undefined {
  return useSyncExternalStore(subscribe, () => (jobId === null ? undefined : latest.get(jobId)));
}
