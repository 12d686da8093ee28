import { parseSync, visitorKeys } from "oxc-parser";
import type { SourceFile } from "./source-file.ts";

/** A node of the syntax tree (ESTree with TypeScript), with offsets into the text. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const trees = new WeakMap<SourceFile, Node>();

/** The syntax tree of a code file; parsed once. */
export function parseFile(file: SourceFile): Node {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const { program, errors } = parseSync(file.path, file.text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${file.path}: ${error.message}`);
  const tree: unknown = program;
  if (!isNode(tree)) throw new TypeError(`${file.path}: the parser returned no tree`);
  trees.set(file, tree);
  return tree;
}

/** Calls `visit` for a node and everything below it, in source order. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const child of childrenOf(node)) walk(child, visit, node);
}

/** Nodes directly below a node. */
function childrenOf(node: Node): Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => listNodes(node[key]));
}

function listNodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.filter(isNode);
  return isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The node at a key, or undefined. */
export function nodeAt(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
}

/** The nodes at a key that holds a list. */
export function nodesAt(node: Node, key: string): Node[] {
  return listNodes(node[key]);
}

/** The text of a string literal or of a template without expressions; undefined for everything else. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  if (node?.type !== "TemplateLiteral") return undefined;
  const value = nodesAt(node, "quasis")[0]?.["value"];
  return typeof value === "object" && value !== null && "cooked" in value ? String(value.cooked) : undefined;
}

/** An identifier's name, or `undefined`. */
export function nameOf(node: Node | undefined): string | undefined {
  return node?.type === "Identifier" ? String(node["name"]) : undefined;
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
