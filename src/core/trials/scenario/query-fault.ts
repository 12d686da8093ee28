import { suggest } from "../../authored/nearest.ts";
import { parseQuery } from "../assert/query.ts";
import type { QueryNode } from "../assert/query-node.ts";

/** What every JMESPath function is called. Source: jmespath.org, specification, built-in functions. */
const FUNCTIONS = [
  "abs",
  "avg",
  "ceil",
  "contains",
  "ends_with",
  "floor",
  "join",
  "keys",
  "length",
  "map",
  "max",
  "max_by",
  "merge",
  "min",
  "min_by",
  "not_null",
  "reverse",
  "sort",
  "sort_by",
  "starts_with",
  "sum",
  "to_array",
  "to_number",
  "to_string",
  "type",
  "values",
];

/** What the seed's document holds at its top; a query that names anything else there finds nothing, ever. */
const TOP = ["response", "turns", "tool_calls", "metadata"];

/** Why a query cannot be run, as the rest of a sentence; null where it can. */
export function queryFault(query: string): string | null {
  const tree = parseQuery(query);
  if ("problem" in tree) return tree.problem.slice(0, MAX_REASON);
  const called = findCalls(tree).find((name) => !FUNCTIONS.includes(name));
  return called === undefined ? null : `calls \`${called}\`, which is no function of JMESPath${suggest(called, FUNCTIONS)}`;
}

/** A reader that stumbles over a long text repeats it. */
const MAX_REASON = 200;

/** The field that a query begins at where no trial has it, as the rest of a sentence; null for a query that can find something. */
export function emptyQuery(query: string): string | null {
  const tree = parseQuery(query);
  const first = "problem" in tree ? null : firstField(tree);
  if (first === null || TOP.includes(first)) return null;
  return `looks at \`${first}\`, which no trial has${suggest(first, TOP)}`;
}

function findCalls(node: QueryNode): readonly string[] {
  const inner = [...(node.children ?? []), ...(isNode(node.value) ? [node.value] : [])];
  return [...(node.type === "Function" ? [String(node.name)] : []), ...inner.filter(isNode).flatMap(findCalls)];
}

/** Literals and slices hold data where other nodes hold nodes. */
function isNode(node: unknown): node is QueryNode {
  return typeof node === "object" && node !== null && "type" in node;
}

/** Nodes whose first part is what the rest is taken of. */
const LEADS = ["Subexpression", "IndexExpression", "Projection", "ValueProjection", "FilterProjection", "Flatten", "Pipe"];

/** The field at the top of the document that a query begins at; null where it begins otherwise. */
function firstField({ type, name, children = [] }: QueryNode): string | null {
  if (type === "Field") return String(name);
  const [first] = children;
  return LEADS.includes(type) && isNode(first) ? firstField(first) : null;
}
