import { MAX_TRACE_DEPTH } from "../../core/trace/envelope.ts";
import type { Json } from "../../core/trials/json.ts";

/** A trace's lines nest no deeper, and a result lies a few levels inside of its own. */
const MAX_DEPTH = MAX_TRACE_DEPTH / 2;

/**
 * What a function of an author's returned, as JSON data that can be written and hashed: nothing becomes null, dates and the like
 * what they become in JSON, halves of characters U+FFFD. Undefined for what has no JSON form or nests too deep.
 */
export function toPlainJson(value: unknown): Json | undefined {
  try {
    const text = JSON.stringify(value ?? null) as string | undefined;
    if (text === undefined) return undefined;
    const plain = JSON.parse(text, (_key, inner: Json) => (typeof inner === "string" ? inner.toWellFormed() : inner)) as Json;
    return isDeeperThan(plain, MAX_DEPTH) ? undefined : plain;
  } catch {
    // A cycle, a BigInt or a `toJSON` of the author's that throws.
    return undefined;
  }
}

function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner: Json) => isDeeperThan(inner, levels - 1));
}
