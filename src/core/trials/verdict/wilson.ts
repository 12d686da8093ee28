/** 97.5 % point of the normal distribution: both sides together leave 5 % out. */
const Z = 1.959_963_984_540_054;

/**
 * Where the true pass rate lies with 95 % confidence, two-sided: 10 of 10 gives [0.722, 1], 8 of 10 [0.490, 0.943].
 *
 * @returns null where nothing was counted.
 * Source: E. B. Wilson (1927), score interval without continuity correction; SPEC.md VD1.
 */
export function wilson(passed: number, counted: number): readonly [low: number, high: number] | null {
  if (counted === 0) return null;
  const rate = passed / counted;
  const scale = 1 + (Z * Z) / counted;
  const middle = (rate + (Z * Z) / (2 * counted)) / scale;
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / counted + (Z * Z) / (4 * counted * counted));
  // At the ends the formula gives 0 and 1 but for rounding.
  const low = passed === 0 ? 0 : Math.max(0, middle - half);
  const high = passed === counted ? 1 : Math.min(1, middle + half);
  return [low, high];
}
