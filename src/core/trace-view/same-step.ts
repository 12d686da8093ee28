import type { ViewedStep } from "./viewed-trace.ts";

/** What two steps are compared by: all but their number, and what only accompanies them. */
const PARTS = [
  "place",
  "chose",
  "lines",
  "offered",
  "refused",
  "draws",
  "sets",
  "assets",
  "emits",
  "texts",
] as const satisfies readonly (keyof ViewedStep)[];

/** Whether two steps show the same. */
export function sameStep(one: ViewedStep, other: ViewedStep): boolean {
  return PARTS.every((part) => samePart(partOf(one, part), partOf(other, part)));
}

/** The parts in which two steps differ. */
export function differingParts(one: ViewedStep, other: ViewedStep): readonly (typeof PARTS)[number][] {
  return PARTS.filter((part) => !samePart(partOf(one, part), partOf(other, part)));
}

function partOf(step: ViewedStep, part: (typeof PARTS)[number]): unknown {
  return part === "texts" && step.texts.length > 0 ? step.texts.filter(({ isFolded }) => !isFolded) : step[part];
}

function samePart(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.length === 0 || JSON.stringify(one) === JSON.stringify(other);
}
