import type { FailedCondition } from "../story/moment.ts";
import type { Value } from "../story/value.ts";
import { compare, OPPOSITE } from "./compare.ts";
import type { ConditionTree, TreeLeaf } from "./condition-tree.ts";

/** A condition that can be put to the values of a play. All parts have one shape, so that testing them stays fast. */
export interface ConditionTest {
  readonly kind: ConditionTree["kind"];
  /** Of a list; none for a leaf. */
  readonly parts: readonly ConditionTest[];
  /** Null for a list. */
  readonly leaf: TreeLeaf | null;
  /** The leaf's variable. */
  readonly slot: number;
  /** What `Moment.tests` says where the leaf does not hold; one more where it does. */
  readonly seenAs: number;
}

/** Where a program keeps what leaves name. */
export interface LeafPlaces {
  slotOf(key: string): number;
  /** The leaf's place in `universe.conditions`. */
  indexOf(leaf: TreeLeaf): number;
}

export function compileTest(tree: ConditionTree, places: LeafPlaces): ConditionTest {
  if (tree.kind === "leaf")
    return { kind: "leaf", parts: [], leaf: tree, slot: places.slotOf(tree.key), seenAs: 2 * places.indexOf(tree) };
  return { kind: tree.kind, parts: tree.parts.map((part) => compileTest(part, places)), leaf: null, slot: -1, seenAs: -1 };
}

/** Slots of the variables that a condition reads. */
export function readsOf({ parts, leaf, slot }: ConditionTest): number[] {
  return leaf === null ? parts.flatMap(readsOf) : [slot];
}

/** Whether a condition holds. Leaves that were looked at are added to `seen`, as `Moment.tests` numbers them. */
export function holds(test: ConditionTest, values: readonly Value[], seen: number[] | null): boolean {
  const { leaf, parts } = test;
  if (leaf !== null) {
    const held = compare(leaf.op, values[test.slot] as Value, leaf.value);
    if (seen !== null) seen.push(held ? test.seenAs + 1 : test.seenAs);
    return held !== leaf.isNegated;
  }
  const isAll = test.kind === "all";
  for (let place = 0; place < parts.length; place += 1) {
    if (holds(parts[place] as ConditionTest, values, seen) !== isAll) return !isAll;
  }
  return isAll;
}

/** Why a condition does not hold. Source: SPEC.md NE3. */
export function explain(test: ConditionTest, values: readonly Value[]): FailedCondition {
  return blame(test, values).failed ?? { kind: "hidden_condition" };
}

/** How many leaves must change before a part holds, and the first of them. Null where none can make it hold: an empty `any`. */
interface Blame {
  readonly distance: number;
  readonly failed: FailedCondition | null;
}

const HOLDS: Blame = { distance: 0, failed: null };
const NEVER: Blame = { distance: Infinity, failed: null };

function blame({ kind, parts, leaf, slot }: ConditionTest, values: readonly Value[]): Blame {
  if (leaf !== null) return blameLeaf(leaf, values[slot] as Value);
  return kind === "all" ? blameAll(parts, values) : blameNearest(parts, values);
}

function blameLeaf({ key, op, value, isNegated }: TreeLeaf, actual: Value): Blame {
  if (compare(op, actual, value) !== isNegated) return HOLDS;
  return { distance: 1, failed: { kind: "condition", key, op: isNegated ? OPPOSITE[op] : op, value, actual } };
}

/** All must hold: the first part that fails is the reason. */
function blameAll(parts: readonly ConditionTest[], values: readonly Value[]): Blame {
  let distance = 0;
  let first: Blame | null = null;
  for (const part of parts) {
    const found = blame(part, values);
    distance += found.distance;
    if (found.distance > 0) first ??= found;
  }
  return { distance, failed: first?.failed ?? null };
}

/** One must hold: the part that misses least is the reason, the first of equals. */
function blameNearest(parts: readonly ConditionTest[], values: readonly Value[]): Blame {
  let nearest = NEVER;
  for (const part of parts) {
    const found = blame(part, values);
    if (found.distance < nearest.distance) nearest = found;
  }
  return nearest;
}
