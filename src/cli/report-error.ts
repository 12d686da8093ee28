import { failureJson } from "../core/api/failure.ts";
import { combineExitCodes, FAILURES, formatPlace, type Problem, TouchstoneError } from "../core/errors.ts";
import type { Paint } from "./paint.ts";
import { paintFor } from "./paint-for.ts";
import { wrapText } from "./wrap-text.ts";

/** Most problems shown in full; the rest are counted. */
const SHOWN = 20;

/**
 * Says what failed: on stderr in words, and with `--json` on stdout as data.
 *
 * @returns the exit code.
 */
export function reportFailure(error: TouchstoneError, { json, colour }: { json: boolean; colour: boolean }): number {
  if (json) process.stdout.write(`${JSON.stringify({ error: failureJson(error) })}\n`);
  process.stderr.write(`${describeError(error, paintFor(process.stderr, colour))}\n`);
  return exitCodeOf(error);
}

/** A failure in words: the sentence, each problem with its place, and the way out. */
function describeError(error: TouchstoneError, paint: Paint): string {
  const place = error.place === undefined ? "" : `${formatPlace(error.place)}: `;
  const lines = [wrapped(`${paint.bad("✕")} ${place}${error.message} ${paint.dim(`[${error.code}]`)}`, 2, paint)];
  const several = error.problems.length > 1 ? error.problems : [];
  lines.push(...several.slice(0, SHOWN).map((problem) => describeProblem(problem, paint)));
  if (several.length > SHOWN) lines.push(paint.dim(`  and ${several.length - SHOWN} more`));
  if (several.length === 0 && error.hint !== undefined) lines.push(wrapped(`  ${paint.dim("→")} ${error.hint}`, 4, paint));
  return lines.join("\n");
}

/** One problem with its place and way out, indented. */
export function describeProblem(problem: Problem, paint: Paint): string {
  const place = problem.place === undefined ? "" : `${formatPlace(problem.place)}: `;
  const hint = problem.hint === undefined ? "" : `\n${wrapped(`    ${paint.dim("→")} ${problem.hint}`, 6, paint)}`;
  return `${wrapped(`  ${place}${problem.message}`, 4, paint)}${hint}`;
}

function wrapped(text: string, indent: number, { columns }: Paint): string {
  return wrapText(text, { columns, indent });
}

/** The exit code of a failure: the most urgent of its own and its problems' codes. */
function exitCodeOf(error: TouchstoneError): number {
  return combineExitCodes([error.code, ...error.problems.map((problem) => problem.code)].map((code) => FAILURES[code].exit));
}
