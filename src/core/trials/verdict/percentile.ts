/**
 * The percentile by nearest rank: the smallest figure that at least so many per cent of all do not exceed. It is always one
 * of the figures, so few trials never make a p95 above the largest.
 *
 * @param percent  0 exclusive to 100.
 * @returns null of no figures.
 * Source: SPEC.md VD3.
 */
export function percentile(figures: readonly number[], percent: number): number | null {
  const sorted = figures.toSorted((a, b) => a - b);
  // Dividing last keeps e.g. 95 % of 20 at exactly 19.
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? null;
}
