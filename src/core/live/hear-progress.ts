import type { Progress } from "./messages.ts";

/** A job's progress, with what is known of its pictures from the steps before. */
export interface HeardProgress extends Progress {
  /** The last picture of an image that is stored by now; null before the first. */
  readonly spent: number | null;
}

/**
 * Takes in the next step of a job. A live picture belongs to the image under way: once that image is stored the picture is
 * spent, and nothing is shown until there is one of the next image.
 *
 * @param before  What was heard of the job last; undefined for nothing.
 */
export function hearProgress(before: HeardProgress | undefined, next: Progress): HeardProgress {
  const isStored = before !== undefined && next.done > before.done;
  const spent = isStored ? (before.preview ?? before.spent) : (before?.spent ?? null);
  return { ...next, spent, preview: next.preview === spent ? null : next.preview };
}
