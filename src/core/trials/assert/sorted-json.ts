import { isMap, type Json } from "../json.ts";

/**
 * The same data with the keys of its maps in order: as it stands in a trace, also where it was never written. Unlike canonical
 * JSON it takes half a character, which models do write.
 */
export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isMap(value)) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key] as Json)]));
}

/** Data as JSON text that does not depend on the order of keys. */
export function sortedJson(value: Json): string {
  return JSON.stringify(sortKeys(value));
}
