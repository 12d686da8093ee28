import type { Value } from "../playtest/story/value.ts";
import type { StateIndex } from "./state.ts";

/** A number over the steps of a run, as few enough points to draw. */
export interface NumberHistory {
  /** Ordered by step; the first is the start, at step -1. */
  readonly points: readonly { readonly step: number; readonly value: number }[];
  readonly least: number;
  readonly most: number;
}

/** As many points as a line of this width in pixels can show. */
const MOST_POINTS = 96;

/** How a variable went, where it is a number that changed more than once; null otherwise. */
export function numberHistory({ start, writes }: StateIndex, name: string): NumberHistory | null {
  const list = writes.get(name) ?? [];
  const all = [{ step: -1, value: start[name] ?? null }, ...list.map(({ step, value }) => ({ step, value }))];
  if (list.length < 2 || !all.every(hasNumber)) return null;
  const stride = Math.ceil(all.length / MOST_POINTS);
  const points = all.filter((_point, at) => at % stride === 0 || at === all.length - 1);
  const values = points.map(({ value }) => value);
  return { points, least: Math.min(...values), most: Math.max(...values) };
}

function hasNumber(point: { readonly step: number; readonly value: Value }): point is { step: number; value: number } {
  return typeof point.value === "number";
}
