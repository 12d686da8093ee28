import { compareCodeUnits } from "../canonical/order.ts";
import type { Place, Problem } from "../errors.ts";

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
