/**
 * How long a provider asks to wait, by the headers that are in use: `retry-after-ms`, and `retry-after` in seconds or as a date.
 *
 * @param nowMs  The time now, ms since 1970. The answer's own `date` goes before it, since the provider's clock is the one that counts.
 * @returns ms, from 0; null where nothing is asked that can be read.
 */
export function readRetryAfter(header: (name: string) => string | null, nowMs: number): number | null {
  const exact = readNumber(header("retry-after-ms"));
  if (exact !== null) return exact;
  const written = header("retry-after");
  const seconds = readNumber(written);
  if (seconds !== null) return seconds * 1000;
  const at = readDate(written);
  return at === null ? null : Math.max(0, at - (readDate(header("date")) ?? nowMs));
}

function readNumber(written: string | null): number | null {
  return written !== null && /^\s*\d{1,9}(\.\d+)?\s*$/.test(written) ? Number(written) : null;
}

/** Dates of HTTP name their zone, so that the machine's is of no account: `Sun, 06 Nov 1994 08:49:37 GMT`. */
function readDate(written: string | null): number | null {
  if (written === null || !written.trim().endsWith("GMT")) return null;
  const at = Date.parse(written);
  return Number.isNaN(at) ? null : at;
}
