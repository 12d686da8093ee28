import * as jmespath from "jmespath";
import type { Json } from "../json.ts";
import { growthOf, MAX_GROWTH } from "./query-growth.ts";
import type { QueryNode } from "./query-node.ts";

const library = jmespath as unknown as {
  compile(this: void, expression: string): QueryNode;
  search(this: void, document: unknown, expression: string): unknown;
};

/** Parses a JMESPath expression; `problem` is the rest of a sentence. One that would take all memory is none. */
export function parseQuery(expression: string): QueryNode | { readonly problem: string } {
  try {
    const node = library.compile(expression);
    return growthOf(node) > MAX_GROWTH ? { problem: `makes more than ${MAX_GROWTH} copies of what it looks at` } : node;
  } catch (error) {
    return { problem: `is no JMESPath: ${messageOf(error)}` };
  }
}

/** Expressions of fewer signs copy nothing so often. */
const MIN_HEAVY_CHARS = 30;

/** What an expression finds: null where there is nothing. `problem`: it cannot be put to this document. */
export function runQuery(expression: string, document: Json): { readonly found: Json } | { readonly problem: string } {
  const heavy = expression.length < MIN_HEAVY_CHARS ? null : parseQuery(expression);
  if (heavy !== null && "problem" in heavy) return heavy;
  try {
    const found = library.search(INHERITED.test(expression) ? bare(document) : document, expression);
    return { found: (found ?? null) as Json };
  } catch (error) {
    return { problem: `cannot be evaluated: ${messageOf(error)}` };
  }
}

/** Names that every object has from its prototype; the library would find them there. */
const INHERITED = new RegExp(Object.getOwnPropertyNames(Object.prototype).join("|"));

/** The same data without prototypes. */
function bare(value: Json): Json {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, bare(inner)]);
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries)) as Json;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
}
