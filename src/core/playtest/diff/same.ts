/** Whether two values are the same JSON data, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  // Only objects and lists can be equal without being identical.
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => isSameMember(one, other, name));
}

function isSameMember(one: object, other: object, name: string): boolean {
  return Object.hasOwn(other, name) && isSame(Reflect.get(one, name), Reflect.get(other, name));
}

/** A value as messages show it, e.g. `` `true` `` or `unset`. */
export function showValue(value: unknown): string {
  return value === undefined ? "unset" : `\`${JSON.stringify(value)}\``;
}
