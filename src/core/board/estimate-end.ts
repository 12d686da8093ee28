/**
 * How long the work under way still needs: images left, at the middle time that recent ones took, so many at once.
 *
 * @param recentMs  Times that recent images took, in ms; without any, nothing is known.
 * @param left      Images that open jobs still need.
 * @param atOnce    Images made at once.
 * @returns ms; null when nothing was measured yet; 0 when nothing is left.
 * Source: SPEC.md B8.
 */
export function estimateEndMs(recentMs: readonly number[], { left, atOnce }: { left: number; atOnce: number }): number | null {
  if (left === 0) return 0;
  const middle = recentMs.toSorted((a, b) => a - b)[Math.floor(recentMs.length / 2)];
  return middle === undefined ? null : Math.round((middle * left) / Math.max(1, atOnce));
}
