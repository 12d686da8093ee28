/**
 * The entry under a key that an author chose. What every object inherits is no entry: `constructor` is a valid id.
 *
 * @returns undefined when there is no key or no such entry.
 */
export function findOwn<T>(entries: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(entries, key) ? entries[key] : undefined;
}
