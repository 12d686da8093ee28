/** A deep copy of plain JSON data that nobody can change. */
export function frozenCopy<T>(value: T): T {
  return copyPart(value) as T;
}

function copyPart(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copyPart));
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyPart(member)])));
}
