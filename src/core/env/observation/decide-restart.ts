/** How a ComfyUI that went wrong is started again. */
export interface RestartLimits {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Starts in a row that may go wrong before it is given up. */
  readonly most: number;
  /** After so long in good health, what was before is forgotten. */
  readonly calmMs: number;
}

/** Guesses: a crash loop is given up within a minute, and a ComfyUI that dies once a day is never given up. */
export const RESTART_LIMITS: RestartLimits = { firstPauseMs: 1_000, longestPauseMs: 60_000, most: 5, calmMs: 600_000 };

/**
 * Decides what follows the nth failure in a row.
 *
 * @param failures  Counts from 1.
 * @returns the pause before the next start in ms, which doubles each time; null when it is given up.
 * Source: SPEC.md EO12.
 */
export function decideRestart(failures: number, { firstPauseMs, longestPauseMs, most }: RestartLimits): number | null {
  return failures > most ? null : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}
