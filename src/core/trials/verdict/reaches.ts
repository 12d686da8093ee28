/** Far below what any score means, far above what sums of decimals are off by. */
const ROUNDING = 1e-9;

/**
 * Whether a figure reaches a limit that a person wrote. Weighted means of decimals come out a little under what they are
 * (0.1 + 0.2 is not 0.3), and nobody should fail for that.
 */
export function reaches(figure: number, limit: number): boolean {
  return figure >= limit - ROUNDING;
}
