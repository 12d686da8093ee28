import type { QueryNode } from "./query-node.ts";

/**
 * How many times as large as a trial what a query makes of it may be. Guess: queries that people write copy a part a few times;
 * a chain of `[@, @][]` doubles all of it with each link, and no memory is enough for thirty of them.
 */
export const MAX_GROWTH = 100;

/**
 * How many times as large as a document what a query makes of it can be, as a bound from above. It is worked out from the
 * expression alone, so that what would take all memory is refused before it runs.
 */
export function growthOf(node: QueryNode): number {
  const parts = (node.children ?? []).map(growthOf);
  if (WITHOUT_DATA.has(node.type)) return small(sumOf(parts));
  if (CHAINS.has(node.type)) return productOf(parts);
  if (node.type === "Function") return growthOfCall(node, parts);
  if (node.type === "KeyValuePair") return node.value === undefined ? 1 : growthOf(node.value);
  return node.type === "OrExpression" || node.type === "AndExpression" ? Math.max(...parts) : Math.max(1, sumOf(parts));
}

/** Nodes that apply one part to what the part before it found. */
const CHAINS = new Set([
  "Subexpression",
  "IndexExpression",
  "Pipe",
  "Projection",
  "ValueProjection",
  "FilterProjection",
  "ExpressionReference",
]);

/** Nodes that come to yes or no. */
const WITHOUT_DATA = new Set(["Comparator", "NotExpression"]);

/** Functions that come to yes, no, a number or a word. */
const SMALL_CALLS = new Set("abs avg ceil contains ends_with floor length starts_with sum to_number type".split(" "));

function growthOfCall({ name = "" }: QueryNode, parts: readonly number[]): number {
  if (SMALL_CALLS.has(name)) return small(sumOf(parts));
  if (name === "map" || name.endsWith("_by")) return productOf(parts);
  // Quotes and backslashes are escaped, and once more with each call.
  return name === "to_string" ? 2 * Math.max(1, sumOf(parts)) : Math.max(1, sumOf(parts));
}

/** What takes too much on the way is not made good by its small end. */
function small(growth: number): number {
  return growth > MAX_GROWTH ? growth : 1;
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function productOf(parts: readonly number[]): number {
  return parts.reduce((product, part) => product * part, 1);
}
