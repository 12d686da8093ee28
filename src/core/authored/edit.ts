import { parseDocument } from "yaml";
import { assert } from "../assert.ts";
import { TouchstoneError } from "../errors.ts";
import { fromSnakeCase } from "./canonical-keys.ts";
import { editText } from "./edit-text.ts";
import { BYTE_ORDER_MARK } from "./limits.ts";
import { readSource } from "./read-source.ts";
import { findChild, toValue, type Path, type SourceNode } from "./source-tree.ts";

/** One change to a file: `undefined` removes what is at the path, anything else is put there. */
export interface Edit {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Sets and removes values in YAML or JSON, in order, for files that people wrote.
 *
 * Comments, order, quoting and all lines that are not concerned stay byte for byte. Setting what is there already changes
 * nothing; setting a map or list changes only what differs in it. Missing maps on the way are made; list items are
 * appended at the index behind the last. A key may stand in snake_case in the file. Removing what is not there is nothing.
 *
 * @param text   A file that `parseAuthored` accepts.
 * @param edits  E.g. `[{ path: ["status"], value: "ready" }, { path: ["pin"], value: undefined }]`.
 *
 * Code: FILE_SYNTAX when `text` cannot be read. Source: SPEC.md A40-A44.
 */
export function editAuthored(text: string, edits: readonly Edit[]): string {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  let edited = text.slice(mark.length);
  for (const edit of edits) edited = applyEdit(edited, edit);
  return mark + edited;
}

function applyEdit(text: string, edit: Edit): string {
  const root = readTree(text);
  return stepsOf(root, resolveEdit(root, edit)).reduce(applyStep, text);
}

/** Applies one step as text; where the form of the file is too unusual for that, by rewriting the whole document. */
function applyStep(text: string, step: Edit): string {
  const root = readTree(text);
  const wanted = JSON.stringify(withEdit(toValue(root), step));
  const edited = editText({ text, root }, step);
  if (meaningOf(edited) === wanted) return edited;
  const document = parseDocument(text, { version: "1.2", schema: "core", keepSourceTokens: true });
  if (step.value === undefined) document.deleteIn(step.path);
  else document.setIn(step.path, document.createNode(step.value));
  const rewritten = document.toString({ lineWidth: 0 });
  assert(meaningOf(rewritten) === wanted, "a document with one value set means what it meant, but for that value");
  return rewritten;
}

function readTree(text: string): SourceNode {
  const reading = readSource({ file: "text", text });
  if (reading.kind === "read") return reading.root;
  throw new TouchstoneError("FILE_SYNTAX", reading.problems[0]?.message ?? "the text cannot be read", {
    hint: "Correct the file before changing it here",
    problems: reading.problems,
  });
}

function meaningOf(text: string): string | undefined {
  const reading = readSource({ file: "text", text });
  return reading.kind === "read" ? JSON.stringify(toValue(reading.root)) : undefined;
}

/** The edit with the file's own spelling of keys, and ending at the first alias: what an alias shares must not change. */
function resolveEdit(root: SourceNode, edit: Edit): Edit {
  let node = root;
  const path: (string | number)[] = [];
  for (const [index, step] of edit.path.entries()) {
    const key = typeof step === "string" ? spellingIn(node, step) : step;
    const child = findChild(node, key)?.node;
    path.push(key);
    if (child === undefined) return { path: [...path, ...edit.path.slice(index + 1)], value: edit.value };
    const rest = edit.path.slice(index + 1);
    if (child.isAlias === true && rest.length > 0) {
      return { path, value: withEdit(toValue(child), { path: rest, value: edit.value }) };
    }
    node = child;
  }
  return { path, value: edit.value };
}

function spellingIn(node: SourceNode, key: string): string {
  if (node.kind !== "map" || node.entries.some((entry) => entry.key === key)) return key;
  return node.entries.find((entry) => fromSnakeCase(entry.key) === key)?.key ?? key;
}

/** Splits an edit into steps that each concern one value: only what differs is touched, so its neighbours keep their comments. */
function stepsOf(root: SourceNode, { path, value }: Edit): Edit[] {
  const depth = path.findIndex((_, index) => nodeAt(root, path.slice(0, index + 1)) === undefined);
  if (depth !== -1) return value === undefined ? [] : [missingStep(root, { path, value }, depth)];
  const node = nodeAt(root, path);
  if (node === undefined || JSON.stringify(toValue(node)) === JSON.stringify(value)) return [];
  if (node.isAlias === true || path.length === 0) return [{ path, value }];
  if (node.kind === "map" && isMapValue(value))
    return stepsInMap(
      root,
      node.entries.map((entry) => entry.key),
      { path, value },
    );
  if (node.kind === "list" && Array.isArray(value)) return stepsInList(root, node.items.length, { path, value });
  return [{ path, value }];
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

function isMapValue(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) node = node === undefined ? undefined : findChild(node, step)?.node;
  return node;
}

/** The plain value after an edit; parents that are no maps or lists are replaced by such. */
function withEdit(value: unknown, { path, value: set }: Edit): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return set;
  const inner = (of: unknown): unknown => withEdit(of, { path: rest, value: set });
  if (typeof step === "number") {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const isRemoval = rest.length === 0 && set === undefined;
    return isRemoval ? items.toSpliced(step, 1) : items.toSpliced(step, 1, inner(items[step]));
  }
  const map = isMapValue(value) ? value : {};
  if (rest.length > 0 || set !== undefined) return { ...map, [step]: inner(map[step]) };
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
}
