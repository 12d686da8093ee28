/**
 * The only id that a text is, or is the beginning of.
 *
 * @returns the id; otherwise how many ids begin so: 0, or more than 1.
 * Rule: SPEC.md EM20.
 */
export function findByPrefix(ids: readonly string[], text: string): string | number {
  const wanted = text.toLowerCase();
  if (ids.includes(wanted)) return wanted;
  const found = ids.filter((id) => id.startsWith(wanted));
  return found.length === 1 && found[0] !== undefined ? found[0] : found.length;
}
