/** A stretch of the stream to read: the events after `since`, up to `until`. */
export interface SeqWindow {
  readonly since: number;
  readonly until: number;
}

/** The most events one request returns. */
export const WINDOW_SIZE = 500;

/**
 * The window that ends at a seq. The stream is read forwards only, from a `since`; because its seqs have no gaps, a window of
 * n seqs holds n events, and reading backwards is reading the window before.
 *
 * @param until  Seq of its last event; 0 or less where nothing is left.
 * @returns undefined when there is nothing before.
 */
export function windowBefore(until: number): SeqWindow | undefined {
  return until <= 0 ? undefined : { since: Math.max(0, until - WINDOW_SIZE), until };
}
