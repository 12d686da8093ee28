import { findChild, type MapEntry, type MapNode, type SourceNode } from "../../authored/source-tree.ts";
import { OPERATORS } from "../assert/assertion.ts";

/** What the seed looks at where a shorthand names nothing. */
const LAST_ANSWER = "response.content";

/**
 * Writes out the seed's short form of a query, an assertion without a type: `{ path: metadata.turn_count, lte: 3 }` is one of the
 * type `jmespath`. Source: SPEC.md TS46.
 */
export function writeShorthandOut(root: SourceNode): SourceNode {
  if (root.kind !== "map") return root;
  const entries = root.entries.map((entry) => (isAssertions(entry) ? { ...entry, value: writeListOut(entry.value) } : entry));
  return { ...root, entries };
}

function isAssertions({ key }: MapEntry): boolean {
  return key === "assertions";
}

function writeListOut(list: SourceNode): SourceNode {
  return list.kind === "list" ? { ...list, items: list.items.map((item) => (isShort(item) ? writeOut(item) : item)) } : list;
}

function isShort(node: SourceNode): node is MapNode {
  if (node.kind !== "map" || has(node, "type")) return false;
  return ["path", "expression", ...OPERATORS].some((key) => has(node, key));
}

function has(node: SourceNode, key: string): boolean {
  return findChild(node, key) !== undefined;
}

function writeOut(node: MapNode): MapNode {
  const add = (key: string, value: string): MapEntry => ({
    key,
    keySpan: node.span,
    value: { kind: "scalar", value, span: node.span },
  });
  const expression = has(node, "path") || has(node, "expression") ? [] : [add("expression", LAST_ANSWER)];
  return { ...node, entries: [add("type", "jmespath"), ...expression, ...node.entries] };
}
