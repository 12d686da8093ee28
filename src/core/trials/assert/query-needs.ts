import { CAPABILITIES, type Capability, type Operator } from "./assertion.ts";
import { anything, below, DOCUMENT, type Part, partsOf, readAll, readShape, type Reads, withNeeds } from "./document-parts.ts";
import { parseQuery } from "./query.ts";
import type { QueryNode } from "./query-node.ts";

const known = new Map<string, ReadonlySet<Capability>>();

/** Expressions that are remembered. Guess: those of a few hundred scenarios; then it begins anew. */
const MAX_KNOWN = 5000;

/**
 * What a trace must hold for a JMESPath expression to find there what it would find in the whole trial. The expression is
 * walked over the document's parts instead of its values: names of tools and counts need nothing, arguments and answers do.
 * Where it cannot be told, more is needed rather than less. `exists` looks only at whether something is there.
 *
 * Source: SPEC.md AS5.
 */
export function queryNeeds(expression: string, operator: Operator): ReadonlySet<Capability> {
  const key = `${operator} ${expression}`;
  const needs = known.get(key) ?? computeNeeds(expression, operator);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, needs);
  return needs;
}

function computeNeeds(expression: string, operator: Operator): ReadonlySet<Capability> {
  const node = parseQuery(expression);
  // It fails whatever the trace holds.
  if ("problem" in node) return new Set();
  const reads: Reads = new Set();
  const found = visit(node, [DOCUMENT], reads);
  if (operator === "exists") readShape(found, reads);
  else readAll(found, reads);
  return new Set(CAPABILITIES.filter((capability) => reads.has(capability)));
}

type Parts = readonly Part[];

type Visit = (node: QueryNode, at: Parts, reads: Reads) => Parts;

/** The parts that a node's value can consist of, given those of what it is applied to. */
const visit: Visit = (node, at, reads) => (VISITS[node.type] ?? visitUnknown)(node, at, reads);

const visitUnknown: Visit = (_node, at, reads) => anything(at, reads);
const visitAll: Visit = (_node, at) => at;
const visitChain: Visit = ({ children = [] }, at, reads) => children.reduce((parts, child) => visit(child, parts, reads), at);
const visitList: Visit = ({ children = [] }, at, reads) =>
  withNeeds([listOf(children.flatMap((child) => visit(child, at, reads)))], needsOfAll(at));

const visitHash: Visit = ({ children = [] }, at, reads) => {
  const members = children.map(({ name = "", value }) => [name, visitNext(value, at, reads)] as const);
  return withNeeds([{ needs: [], fields: Object.fromEntries(members), items: null }], needsOfAll(at));
};

const visitProjection: Visit = ({ children: [left, right] = [] }, at, reads) => [
  listOf(visitNext(right, visitNext(left, at, reads).flatMap(partsOf), reads)),
];

const visitFilter: Visit = ({ children: [left, right, condition] = [] }, at, reads) => {
  const items = visitNext(left, at, reads).flatMap(partsOf);
  readShape(visitNext(condition, items, reads), reads);
  return [listOf(visitNext(right, items, reads))];
};

const visitFlatten: Visit = ({ children: [left] = [] }, at, reads) => {
  const items = visitNext(left, at, reads).flatMap(partsOf);
  return [listOf([...items, ...items.filter(({ items: inner }) => inner !== null).flatMap(partsOf)])];
};

/** The left side decides by whether there is something. */
const visitEither: Visit = ({ children: [left, right] = [] }, at, reads) => {
  const first = visitNext(left, at, reads);
  readShape(first, reads);
  return [...first, ...visitNext(right, at, reads)];
};

const visitNot: Visit = ({ children: [inner] = [] }, at, reads) => {
  readShape(visitNext(inner, at, reads), reads);
  return [];
};

const visitComparator: Visit = ({ children = [] }, at, reads) => {
  for (const side of children) readAll(visit(side, at, reads), reads);
  return [];
};

/** By the parser's names of nodes. */
const VISITS: Readonly<Record<string, Visit>> = {
  Field: ({ name = "" }, at) => at.flatMap((part) => below(part, name)),
  Identity: visitAll,
  Current: visitAll,
  Slice: visitAll,
  Index: (_node, at) => at.flatMap(partsOf),
  Literal: () => [],
  Subexpression: visitChain,
  IndexExpression: visitChain,
  Pipe: visitChain,
  Projection: visitProjection,
  ValueProjection: visitProjection,
  FilterProjection: visitFilter,
  Flatten: visitFlatten,
  MultiSelectList: visitList,
  MultiSelectHash: visitHash,
  OrExpression: visitEither,
  AndExpression: visitEither,
  NotExpression: visitNot,
  Comparator: visitComparator,
  Function: visitFunction,
};

function visitNext(node: QueryNode | undefined, at: Parts, reads: Reads): Parts {
  return node === undefined ? at : visit(node, at, reads);
}

/** A list that a query makes: which items are left in it depends on which of them are null. */
function listOf(items: Parts): Part {
  return { needs: needsOfAll(items), fields: null, items };
}

function needsOfAll(parts: Parts): readonly Capability[] {
  return [...new Set(parts.flatMap(({ needs }) => needs))];
}

/** Functions that only look whether, how many or of what type. */
const LOOKING = new Set(["length", "type", "keys"]);
/** Functions that give back what they get, or some of it. */
const PASSING = new Set(["reverse", "to_array", "not_null", "merge"]);

function visitFunction({ name = "", children = [] }: QueryNode, at: Parts, reads: Reads): Parts {
  if (name === "map" || name.endsWith("_by")) return visitByExpression(name, children, { at, reads });
  const args = children.map((child) => visit(child, at, reads));
  if (LOOKING.has(name) || PASSING.has(name)) {
    args.forEach((parts) => readShape(parts, reads));
    return LOOKING.has(name) ? [] : args.flat();
  }
  args.forEach((parts) => readAll(parts, reads));
  return [];
}

/** `map(&expression, list)`, and `sort_by`, `min_by`, `max_by(list, &expression)`. */
function visitByExpression(
  name: string,
  children: readonly QueryNode[],
  { at, reads }: { readonly at: Parts; readonly reads: Reads },
): Parts {
  const expression = children.find(({ type }) => type === "ExpressionReference")?.children?.[0];
  const list = children.find(({ type }) => type !== "ExpressionReference");
  if (expression === undefined || list === undefined) return anything(at, reads);
  const lists = visit(list, at, reads);
  readShape(lists, reads);
  const items = lists.flatMap(partsOf);
  const mapped = visit(expression, items, reads);
  if (name === "map") return [listOf(mapped)];
  readAll(mapped, reads);
  return name === "sort_by" ? lists : items;
}
