import { findChild, toValue, type Path, type SourceNode } from "./source-tree.ts";

/** One change to a file: `undefined` removes what is at the path, anything else is put there. */
export interface Edit {
  readonly path: Path;
  readonly value: unknown;
}

/** Splits an edit into steps that each concern one value: only what differs is touched, so its neighbours keep their comments. */
export function stepsOf(root: SourceNode, { path, value }: Edit): Edit[] {
  const depth = path.findIndex((_, index) => nodeAt(root, path.slice(0, index + 1)) === undefined);
  if (depth !== -1) return value === undefined ? [] : [missingStep(root, { path, value }, depth)];
  const node = nodeAt(root, path);
  if (node === undefined || JSON.stringify(toValue(node)) === JSON.stringify(value)) return [];
  if (value === undefined) return [removalOf(root, path)];
  if (node.isAlias === true || path.length === 0 || isEmptyCollection(value)) return [{ path, value }];
  if (node.kind === "map" && isMapValue(value))
    return stepsInMap(
      root,
      node.entries.map((entry) => entry.key),
      { path, value },
    );
  if (node.kind === "list" && Array.isArray(value)) return stepsInList(root, node.items.length, { path, value });
  return [{ path, value }];
}

/** Removes a member; when it is the last one, its map or list becomes an empty one, which must be written as such. */
function removalOf(root: SourceNode, path: Path): Edit {
  const holder = path.slice(0, -1);
  const parent = nodeAt(root, holder);
  if (parent?.kind === "map" && parent.entries.length === 1) return { path: holder, value: {} };
  if (parent?.kind === "list" && parent.items.length === 1) return { path: holder, value: [] };
  return { path, value: undefined };
}

function isEmptyCollection(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isMapValue(value) && Object.keys(value).length === 0;
}

/** Sets what is missing at the lowest place that exists, with the maps between. */
function missingStep(root: SourceNode, { path, value }: Edit, depth: number): Edit {
  const parent = nodeAt(root, path.slice(0, depth));
  const isHolder = parent?.kind === (typeof path[depth] === "number" ? "list" : "map");
  const from = isHolder ? depth + 1 : depth;
  const wrapped = path
    .slice(from)
    .toReversed()
    .reduce<unknown>((inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }), value);
  return { path: path.slice(0, from), value: wrapped };
}

function stepsInMap(root: SourceNode, present: readonly string[], { path, value }: { path: Path; value: object }): Edit[] {
  const wanted = Object.entries(value).filter(([, each]) => each !== undefined);
  const gone = present.filter((key) => !wanted.some(([name]) => name === key));
  return [
    ...wanted.flatMap(([key, each]) => stepsOf(root, { path: [...path, key], value: each })),
    ...gone.map((key) => ({ path: [...path, key], value: undefined })),
  ];
}

function stepsInList(root: SourceNode, length: number, { path, value }: { path: Path; value: readonly unknown[] }): Edit[] {
  const kept = value.slice(0, length).flatMap((each, index) => stepsOf(root, { path: [...path, index], value: each }));
  const added = value.slice(length).map((each, index) => ({ path: [...path, length + index], value: each }));
  const gone = Array.from({ length: Math.max(0, length - value.length) }, (_, index) => ({
    path: [...path, length - 1 - index],
    value: undefined,
  }));
  return [...kept, ...added, ...gone];
}

function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) node = node === undefined ? undefined : findChild(node, step)?.node;
  return node;
}

export function isMapValue(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
