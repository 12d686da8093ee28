import { type Problem, TouchstoneError } from "../../core/errors.ts";

/** One failure that carries everything wrong with a file; its place is the first one's. */
export function problemsError(file: string, problems: readonly Problem[]): TouchstoneError {
  const [first] = problems;
  const message = problems.length === 1 ? (first?.message ?? "") : `${problems.length} problems in \`${file}\``;
  return new TouchstoneError(first?.code ?? "INPUT_INVALID", message, { place: first?.place, hint: first?.hint, problems });
}

/** Everything wrong that a failure tells of: its problems, or itself. */
export function problemsIn({ problems, code, message, hint, place }: TouchstoneError): readonly Problem[] {
  if (problems.length > 0) return problems;
  return [{ code, message, ...(hint === undefined ? {} : { hint }), ...(place === undefined ? {} : { place }) }];
}
