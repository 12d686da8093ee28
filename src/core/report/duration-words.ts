const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * A span of time as people say it, in at most two units: `3 ms`, `1.4 s`, `42 s`, `2 min 5 s`, `3 h 20 min`.
 *
 * @param ms  Not negative; what is below a millisecond reads `under 1 ms`.
 */
export function durationWords(ms: number): string {
  if (ms < 1) return "under 1 ms";
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 9.95 * SECOND) return `${(ms / SECOND).toFixed(1).replace(/\.0$/, "")} s`;
  if (ms < 59.5 * SECOND) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return twoUnits(Math.round(ms / SECOND), "min", "s");
  return twoUnits(Math.round(ms / MINUTE), "h", "min");
}

function twoUnits(smaller: number, large: string, small: string): string {
  const rest = smaller % 60;
  const whole = `${(smaller - rest) / 60} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}
