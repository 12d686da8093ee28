/**
 * Compares two texts by UTF-16 code unit: the one order used for every tie-break.
 * Locale-aware comparison differs between machines (ICU versions, `LANG`), so it is never used here.
 */
export function compareCodeUnits(a: string, b: string): -1 | 0 | 1 {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** A comparator by a text key, in code-unit order. */
export function byKey<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => compareCodeUnits(key(a), key(b));
}
