import { combineExitCodes, FAILURES, formatPlace, type Problem, TouchstoneError } from "../core/errors.ts";
import type { Paint } from "./paint.ts";

/** Most problems shown in full; the rest are counted. */
const SHOWN = 20;

/** A failure in words: the sentence, each problem with its place, and the way out. */
export function describeError(error: TouchstoneError, paint: Paint): string {
  const place = error.place === undefined ? "" : `${formatPlace(error.place)}: `;
  const lines = [`${paint.bad("✕")} ${place}${error.message} ${paint.dim(`[${error.code}]`)}`];
  const several = error.problems.length > 1 ? error.problems : [];
  lines.push(...several.slice(0, SHOWN).map((problem) => describeProblem(problem, paint)));
  if (several.length > SHOWN) lines.push(paint.dim(`  and ${several.length - SHOWN} more`));
  if (several.length === 0 && error.hint !== undefined) lines.push(`  ${paint.dim("→")} ${error.hint}`);
  return lines.join("\n");
}

/** One problem with its place and way out, indented. */
export function describeProblem(problem: Problem, paint: Paint): string {
  const place = problem.place === undefined ? "" : `${formatPlace(problem.place)}: `;
  const hint = problem.hint === undefined ? "" : `\n    ${paint.dim("→")} ${problem.hint}`;
  return `  ${place}${problem.message}${hint}`;
}

/** A failure as JSON: the same facts for scripts. */
export function errorJson(error: TouchstoneError): unknown {
  const { code, message, hint, place, problems } = error;
  return { error: { code, message, hint: hint ?? null, place: place ?? null, problems } };
}

/** The exit code of a failure: the most urgent of its own and its problems' codes. */
export function exitCodeOf(error: TouchstoneError): number {
  return combineExitCodes([error.code, ...error.problems.map((problem) => problem.code)].map((code) => FAILURES[code].exit));
}
