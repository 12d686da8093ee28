import { compareCodeUnits } from "../canonical/order.ts";
import type { Value, Values } from "../playtest/story/value.ts";
import type { ViewedTrace } from "./viewed-trace.ts";

/** One time that a variable got another value. */
export interface Write {
  /** The step that did it. */
  readonly step: number;
  readonly place: string;
  readonly value: Value;
  /** Which action of the step. */
  readonly by: string;
}

/** Every write of a trace by variable: made once, in time and room linear in the writes. */
export interface StateIndex {
  /** All variables, in code-unit order. */
  readonly names: readonly string[];
  readonly start: Values;
  /** Of each variable, in the order of the steps. */
  readonly writes: ReadonlyMap<string, readonly Write[]>;
}

/** One variable as it stands after a step. */
export interface StateLine {
  readonly name: string;
  readonly value: Value;
  /** What it held when the step began; equal to `value` where the step left it alone. */
  readonly before: Value;
  /** Who set it last; null while it holds what it held at the start. */
  readonly writer: Write | null;
  /** Whether it was the step itself. */
  readonly isNew: boolean;
}

/** Collects who wrote what and when. */
export function indexState({ start, steps }: Pick<ViewedTrace, "start" | "steps">): StateIndex {
  const writes = new Map<string, Write[]>();
  for (const { i, place, sets } of steps) {
    for (const { name, new: value, by } of sets) {
      const list = writes.get(name);
      const write = { step: i, place, value, by };
      if (list === undefined) writes.set(name, [write]);
      else list.push(write);
    }
  }
  const names = [...new Set([...Object.keys(start), ...writes.keys()])].toSorted(compareCodeUnits);
  return { names, start, writes };
}

/**
 * All variables as they stand after a step, each with who set it last. It costs one search per variable, however far the
 * step is from the start. Source: SPEC.md TV3.
 */
export function stateAfter(index: StateIndex, step: number): readonly StateLine[] {
  return index.names.map((name) => lineOf(index, name, step));
}

function lineOf({ start, writes }: StateIndex, name: string, step: number): StateLine {
  const list = writes.get(name) ?? [];
  const last = list[countUntil(list, step) - 1];
  const old = start[name] ?? null;
  if (last === undefined) return { name, value: old, before: old, writer: null, isNew: false };
  if (last.step < step) return { name, value: last.value, before: last.value, writer: last, isNew: false };
  const before = list[countUntil(list, step - 1) - 1]?.value ?? old;
  return { name, value: last.value, before, writer: last, isNew: true };
}

/** How many writes happened up to and with a step, by halving. */
function countUntil(list: readonly Write[], step: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.step ?? Infinity) <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}
