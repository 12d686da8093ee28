import { compareCodeUnits } from "../canonical/order.ts";
import type { Place, Problem } from "../errors.ts";
import { MAX_PROBLEMS } from "./limits.ts";

/** Problems in reading order: by file, line, column, then message; those without a place first. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(compareProblems);
}

const TOP: Place = { file: "", line: 0, column: 0 };

function compareProblems(a: Problem, b: Problem): number {
  const [first, second] = [a.place ?? TOP, b.place ?? TOP];
  return (
    compareCodeUnits(first.file, second.file) ||
    first.line - second.line ||
    first.column - second.column ||
    compareCodeUnits(a.message, b.message)
  );
}

/** The first problems by place; the last entry counts what is left out. */
export function limitProblems(problems: readonly Problem[]): Problem[] {
  const sorted = sortProblems(problems);
  if (sorted.length <= MAX_PROBLEMS) return sorted;
  const shown = sorted.slice(0, MAX_PROBLEMS);
  const place = shown.at(-1)?.place;
  const message = `${sorted.length - shown.length} more problems follow in this file`;
  return [...shown, { code: "INPUT_INVALID", message, ...(place === undefined ? {} : { place }) }];
}
