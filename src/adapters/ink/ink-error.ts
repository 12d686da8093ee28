import { type Problem, TouchstoneError } from "../../core/errors.ts";

/** One failure with everything that is wrong with a story; at least one problem. */
export function inkError(file: string, problems: readonly Problem[]): TouchstoneError {
  const [first] = problems;
  const message = problems.length === 1 ? (first?.message ?? "") : `${problems.length} problems in \`${file}\``;
  return new TouchstoneError(first?.code ?? "INPUT_INVALID", message, { place: first?.place, hint: first?.hint, problems });
}

/** A failure of the file as a whole. */
export function fileError(file: string, problem: Omit<Problem, "place">, line = 1): TouchstoneError {
  return inkError(file, [{ ...problem, place: { file, line, column: 1 } }]);
}

/** A failure of compiled ink that no compiler wrote. */
export function damaged(file: string, why: string): Error {
  const message = `\`${file}\` is damaged: ${why}`;
  return fileError(file, { code: "INPUT_INVALID", message, hint: "Compile the story again" });
}
