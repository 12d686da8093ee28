import { parseDocument } from "yaml";
import { assert } from "../assert.ts";
import { TouchstoneError } from "../errors.ts";
import { fromSnakeCase } from "./canonical-keys.ts";
import { isMapValue, stepsOf, type Edit } from "./edit-steps.ts";
import { editText } from "./edit-text.ts";
import { BYTE_ORDER_MARK } from "./limits.ts";
import { readSource } from "./read-source.ts";
import { renderInline } from "./render-value.ts";
import { applySplices } from "./splice.ts";
import { findChild, toValue, walkPath, type SourceNode } from "./source-tree.ts";

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
 * @throws TouchstoneError with the code of the reader (FILE_SYNTAX, FILE_TOO_LARGE, …) when `text` cannot be read, or could
 *         not be read again with what is put into it. Source: SPEC.md A30-A34.
 */
export function editAuthored(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const edited = edits.reduce(applyEdit, getSource(text.slice(mark.length)));
  return mark + edited.text;
}

/** A text and what it says: read once, however many edits follow. */
interface Source {
  readonly text: string;
  readonly root: SourceNode;
}

function applyEdit(source: Source, edit: Edit): Source {
  return stepsOf(source.root, resolveEdit(source.root, edit)).reduce(applyStep, source);
}

/**
 * Applies one step as text. When the result does not mean what it should, aliases that depend on what is changed are
 * written out first; and where the form of the file is too unusual for that, the whole document is rewritten.
 */
function applyStep(source: Source, step: Edit): Source {
  const wanted = JSON.stringify(withEdit(toValue(source.root), step));
  const edited = findSource(editText(source, step));
  if (edited !== undefined && meaningOf(edited) === wanted) return edited;
  const withoutAliases = writeOutAliases(source, step);
  const again = findSource(editText(getSource(withoutAliases), step));
  if (again !== undefined && meaningOf(again) === wanted) return again;
  const rewritten = getSource(rewriteDocument(withoutAliases, step));
  assert(meaningOf(rewritten) === wanted, "a document with one value set means what it meant, but for that value");
  return rewritten;
}

/** Replaces the aliases of what stands under the step's first key by what they stand for. */
function writeOutAliases({ text, root }: Source, step: Edit): string {
  const touched = walkPath(root, step.path.slice(0, 1));
  const start = touched.keySpan?.start ?? touched.node.span.start;
  const anchors = new Set(
    [...text.slice(start, touched.node.span.end).matchAll(/&([^\s,[\]{}]+)/g)].map((match) => `*${match[1]}`),
  );
  const aliases = findAliases(root).filter((alias) => anchors.has(text.slice(alias.span.start, alias.span.end)));
  return applySplices(
    text,
    aliases.map((alias) => ({ ...alias.span, text: renderInline(toValue(alias), false) })),
  );
}

function findAliases(node: SourceNode): SourceNode[] {
  if (node.isAlias === true) return [node];
  if (node.kind === "scalar") return [];
  return (node.kind === "list" ? node.items : node.entries.map((entry) => entry.value)).flatMap(findAliases);
}

function rewriteDocument(text: string, step: Edit): string {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  if (step.value === undefined) document.deleteIn(step.path);
  else document.setIn(step.path, document.createNode(step.value));
  return document.toString({ lineWidth: 0 });
}

function getSource(text: string): Source {
  const reading = readSource({ file: "text", text });
  if (reading.kind === "read") return { text, root: reading.root };
  const [first] = reading.problems;
  throw new TouchstoneError(first?.code ?? "FILE_SYNTAX", first?.message ?? "the text cannot be read", {
    hint: "Correct the file before changing it here",
    problems: reading.problems,
  });
}

function findSource(text: string): Source | undefined {
  const reading = readSource({ file: "text", text });
  return reading.kind === "read" ? { text, root: reading.root } : undefined;
}

function meaningOf({ root }: Source): string {
  return JSON.stringify(toValue(root));
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
