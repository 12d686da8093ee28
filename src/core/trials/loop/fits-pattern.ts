import type { Json } from "../json.ts";

/** Stands for any value. */
const ANY = "*";

/**
 * Whether a value holds what a pattern asks for: an object all of its fields, whatever else there is; a list each of its items
 * in its place, and no more; `"*"` anything at all that is there; the rest itself.
 */
export function fitsPattern(pattern: Json, value: Json): boolean {
  if (pattern === ANY) return true;
  if (typeof pattern !== "object" || pattern === null || typeof value !== "object" || value === null) return pattern === value;
  if (isList(pattern) || isList(value)) return isList(pattern) && isList(value) && fitsList(pattern, value);
  return Object.entries(pattern).every(([key, inner]) => Object.hasOwn(value, key) && fitsPattern(inner, value[key] ?? null));
}

function fitsList(pattern: readonly Json[], value: readonly Json[]): boolean {
  return pattern.length === value.length && pattern.every((inner, at) => fitsPattern(inner, value[at] ?? null));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
