/** A stretch of the source text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Written {
  readonly span: Span;
  /** The node is an alias: `span` is where `*name` stands, what is below has the places where it was written. */
  readonly isAlias?: true;
}

export interface ScalarNode extends Written {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** `!include` stands before it: the value is the path of a file. */
  readonly isInclude?: true;
}

export interface ListNode extends Written {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SourceNode;
}

export interface MapNode extends Written {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
}

/** An authored file's content with the place of every key and value. */
export type SourceNode = ScalarNode | ListNode | MapNode;

export type Path = readonly (string | number)[];

/** The plain value of a tree. Keys are unique and harmless: reading the source refuses all others. */
export function toValue(node: SourceNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toValue);
  const value: Record<string, unknown> = {};
  for (const entry of node.entries) value[entry.key] = toValue(entry.value);
  return value;
}

/** What lies one step below a node: the node itself and, in a map, the key that leads to it. */
export interface Step {
  readonly node: SourceNode;
  readonly keySpan: Span | undefined;
}

export function findChild(node: SourceNode, step: string | number): Step | undefined {
  if (node.kind === "list") {
    const item = typeof step === "number" ? node.items[step] : undefined;
    return item === undefined ? undefined : { node: item, keySpan: undefined };
  }
  if (node.kind === "scalar") return undefined;
  const entry = node.entries.find(({ key }) => key === String(step));
  return entry === undefined ? undefined : { node: entry.value, keySpan: entry.keySpan };
}

/** Follows a path as far as the tree goes; `complete` tells whether that was all the way. */
export function walkPath(root: SourceNode, path: Path): Step & { readonly complete: boolean } {
  let reached: Step = { node: root, keySpan: undefined };
  for (const step of path) {
    const next = findChild(reached.node, step);
    if (next === undefined) return { ...reached, complete: false };
    reached = next;
  }
  return { ...reached, complete: true };
}

/**
 * Where to point for a path: at the value; at the key when the value is empty;
 * and when the path leads nowhere (something is missing), at the key of the nearest thing that exists.
 */
export function spanOfPath(root: SourceNode, path: Path): Span {
  const { node, keySpan, complete } = walkPath(root, path);
  const isEmpty = node.span.start === node.span.end || (node.kind === "scalar" && node.value === null);
  return (complete && !isEmpty ? undefined : keySpan) ?? node.span;
}

/** Where to point for a key itself, e.g. one that is not known. */
export function spanOfKey(root: SourceNode, path: Path): Span {
  const { node, keySpan } = walkPath(root, path);
  return keySpan ?? node.span;
}
