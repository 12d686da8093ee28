import type { Json } from "../../core/trials/json.ts";

/**
 * Deepest data that is taken. Guess: no schema of a tool is half as deep; what is deeper would break those who walk over it.
 */
const MAX_DEPTH = 64;

/** What a text is as JSON. */
export type ParsedJson = { readonly kind: "data"; readonly value: Json } | { readonly kind: "broken"; readonly why: string };

/**
 * Reads JSON that a model or a provider wrote, so that all of it can be hashed and written again: numbers are finite, depth is
 * bounded, and halves of characters are replaced by U+FFFD.
 */
export function parseModelJson(text: string): ParsedJson {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { kind: "broken", why: "is no JSON" };
  }
  const why = findFault(value);
  if (why !== null) return { kind: "broken", why };
  return { kind: "data", value: /\\ud[89a-f]/i.test(text) ? wellFormed(value) : value };
}

/** Level by level: a list in a list in a list… must not end in a stack that overflows here. */
function findFault(root: Json): string | null {
  let level: Json[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return `is deeper than ${MAX_DEPTH} levels`;
    if (level.some((value) => typeof value === "number" && !Number.isFinite(value))) return "has a number that is too large";
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return null;
}

function wellFormed(value: Json): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(wellFormed);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A member of an object; undefined where there is none, or it is no object. */
export function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null || isList(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}

/** A text that says something; null for anything else. */
export function textIn(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The items of a list; none for anything else. */
export function itemsIn(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** A number of tokens; null for anything else. */
export function countIn(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
