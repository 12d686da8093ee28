import type { InkList } from "inkjs/engine/InkList";
import type { ListDefinition } from "inkjs/engine/ListDefinition";
import type { InkObject } from "inkjs/engine/Object";
import type { AbstractValue } from "inkjs/engine/Value";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import type { Value } from "../../core/playtest/story/value.ts";
import { inkjs } from "./engine.ts";
import { isValue, VALUE, valueKindOf } from "./ink-objects.ts";

/** How the items of a story's lists are called: by their own name, and as `list.item` where two lists have one. */
export interface ItemNames {
  readonly nameOf: (key: string) => string;
  /** Keys of the engine, with the item's number, by name. */
  readonly items: ReadonlyMap<string, readonly [key: string, value: number]>;
}

export function nameItems(lists: readonly ListDefinition[]): ItemNames {
  const all = lists.flatMap((list) => [...list.items]);
  const times = new Map<string, number>();
  for (const [key] of all) times.set(ownName(key), (times.get(ownName(key)) ?? 0) + 1);
  const nameOf = (key: string): string => (times.get(ownName(key)) === 1 ? ownName(key) : fullName(key));
  return { nameOf, items: new Map(all.map(([key, value]) => [nameOf(key), [key, value]])) };
}

interface ItemKey {
  readonly originName: string;
  readonly itemName: string;
}

function ownName(key: string): string {
  return (JSON.parse(key) as ItemKey).itemName;
}

function fullName(key: string): string {
  const { originName, itemName } = JSON.parse(key) as ItemKey;
  return `${originName}.${itemName}`;
}

/** Both names of a list's item, as code may call it. */
export function itemNames(key: string): [own: string, full: string] {
  return [ownName(key), fullName(key)];
}

/** A value of the story's as plain data: a list as its items' names, sorted; a divert target as `-> knot`. */
export function plainValue(object: InkObject | null, { nameOf }: ItemNames): Value {
  if (!isValue(object)) return null;
  const held: unknown = object.valueObject;
  const kind = valueKindOf(object);
  if (kind === VALUE.list) return [...(held as InkList).keys()].map(nameOf).toSorted(compareCodeUnits);
  if (kind === VALUE.divert) return `-> ${String(held)}`;
  return typeof held === "boolean" || typeof held === "number" ? held : String(held);
}

/** Equal as values; lists item by item. */
export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((item, at) => item === other[at]);
}

/**
 * A start value as the engine holds it, of the kind that the variable has.
 *
 * @returns null where the variable cannot hold it, as one that leads somewhere can hold none.
 */
export function inkValue(value: Value, variable: AbstractValue, names: ItemNames): InkObject | null {
  const kind = valueKindOf(variable);
  if (kind === VALUE.bool) return typeof value === "boolean" ? like(variable, value) : null;
  if (kind === VALUE.string) return typeof value === "string" ? like(variable, value) : null;
  if (kind === VALUE.list) return listValue(value, variable, names);
  if (kind !== VALUE.int && kind !== VALUE.float) return null;
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  // Division of integers cuts in ink, so a variable that holds one keeps its kind.
  return kind === VALUE.int && !Number.isSafeInteger(value) ? null : like(variable, value);
}

function listValue(value: Value, variable: AbstractValue, { items }: ItemNames): InkObject | null {
  const named = typeof value === "string" ? [value] : value;
  if (!Array.isArray(named)) return null;
  const list = new inkjs.InkList(variable.valueObject as InkList);
  list.clear();
  for (const name of named as readonly Value[]) {
    const item = items.get(String(name));
    if (item === undefined) return null;
    list.set(...item);
  }
  return like(variable, list);
}

/** Made as its like: the engine's own classes of values are not exported. */
function like(variable: AbstractValue, held: unknown): InkObject {
  return new (variable.constructor as new (held: unknown) => InkObject)(held);
}
