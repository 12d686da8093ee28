import type { Path } from "../authored/source-tree.ts";
import { listDependents } from "./field-hints.ts";
import type { FormField, FormKind } from "./form-field.ts";
import { isMap, isSame, valueAt } from "./value-at.ts";

/** One change to an authored file: without a value, what stands at the path is removed. */
export interface FormEdit {
  readonly path: Path;
  readonly value?: unknown;
}

/** Sets a value; what counts no longer because of it is removed with it. */
export function setValue(
  record: { readonly kind: FormKind; readonly value: unknown },
  field: FormField,
  value: unknown,
): FormEdit[] {
  const holder = field.path.slice(0, -1);
  const lost = listDependents(record.kind, field.pattern).flatMap(({ key, row }) => {
    const path = [...holder, key];
    return row.is.includes(value) || valueAt(record.value, path) === undefined ? [] : [{ path }];
  });
  return [{ path: field.path, value }, ...lost];
}

/** Returns a value to its default, or leaves it out. */
export function clear(field: FormField): FormEdit[] {
  return field.isSet ? [{ path: field.resetPath }] : [];
}

/** Adds an item at the end of a list; a list that is only a default is written out first. */
export function addItem(field: FormField, item: unknown = field.item?.start): FormEdit[] {
  const items = itemsOf(field);
  if (!field.isSet) return [{ path: field.path, value: [...items, item] }];
  return [{ path: [...field.path, items.length], value: item }];
}

/** Removes an item. With its last one a list goes too, where none is the same as an empty one. */
export function removeItem(field: FormField, index: number): FormEdit[] {
  if (field.isSet && itemsOf(field).length === 1 && isSame(field.default, [])) return clear(field);
  if (!field.isSet) return [{ path: field.path, value: itemsOf(field).toSpliced(index, 1) }];
  return [{ path: [...field.path, index] }];
}

/** Moves an item to another place; nothing when there is no such place. */
export function moveItem(field: FormField, from: number, to: number): FormEdit[] {
  const items = itemsOf(field);
  if (from === to || to < 0 || to >= items.length) return [];
  return [{ path: field.path, value: items.toSpliced(from, 1).toSpliced(to, 0, items[from]) }];
}

/** Adds an entry to a record, at the end. */
export function addKey(field: FormField, key: string): FormEdit[] {
  return [{ path: [...field.path, key], value: field.item?.start }];
}

export function removeKey(field: FormField, key: string): FormEdit[] {
  return [{ path: [...field.path, key] }];
}

/** Gives an entry another key; nothing when that is taken. */
export function renameKey(field: FormField, from: string, to: string): FormEdit[] {
  const entries = isMap(field.value) ? field.value : {};
  if (from === to || Object.hasOwn(entries, to)) return [];
  return [{ path: [...field.path, to], value: entries[from] }, { path: [...field.path, from] }];
}

function itemsOf(field: FormField): readonly unknown[] {
  return Array.isArray(field.value) ? field.value : [];
}

/** The value after edits, as the file's meaning will be when they are saved. */
export function applyEdits(value: unknown, edits: readonly FormEdit[]): unknown {
  return edits.reduce((edited, edit) => applyEdit(edited, edit.path, edit.value), value);
}

function applyEdit(value: unknown, path: Path, set: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return set;
  if (set === undefined && valueAt(value, path) === undefined) return value;
  if (typeof step === "number") return applyToList(Array.isArray(value) ? value : [], { step, rest, set });
  const map = isMap(value) ? value : {};
  if (rest.length > 0 || set !== undefined) return { ...map, [step]: applyEdit(map[step], rest, set) };
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
}

function applyToList(items: readonly unknown[], at: { step: number; rest: Path; set: unknown }): unknown {
  if (at.rest.length === 0 && at.set === undefined) return items.toSpliced(at.step, 1);
  return items.toSpliced(at.step, 1, applyEdit(items[at.step], at.rest, at.set));
}

/**
 * Adds edits to those that wait to be saved, few as they can be: a value set again replaces its earlier edit, and edits
 * that together change nothing are none.
 *
 * @param base  The value that the edits start from.
 */
export function mergeEdits(base: unknown, waiting: readonly FormEdit[], added: readonly FormEdit[]): readonly FormEdit[] {
  const merged = added.reduce(mergeEdit, waiting);
  return isSame(applyEdits(base, merged), base) ? [] : merged;
}

function mergeEdit(waiting: readonly FormEdit[], edit: FormEdit): readonly FormEdit[] {
  const at = waiting.findLastIndex((each) => touches(each.path, edit.path));
  const earlier = waiting[at];
  const isRepeat = earlier !== undefined && earlier.value !== undefined && edit.value !== undefined;
  if (!isRepeat || !isSame(earlier.path, edit.path)) return [...waiting, edit];
  return waiting.with(at, edit);
}

/** Whether one path leads through the other, or both concern places of one list, which shift each other. */
function touches(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  const parting = a.slice(0, length).findIndex((step, index) => step !== b[index]);
  return parting === -1 || typeof a[parting] === "number";
}
