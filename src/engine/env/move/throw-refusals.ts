import { type Problem, TouchstoneError } from "../../../core/errors.ts";

/** The first reason is the failure, all of them are its problems. @throws TouchstoneError with the first one's code */
export function throwRefusals(refusals: readonly Problem[]): void {
  const [first] = refusals;
  if (first === undefined) return;
  throw new TouchstoneError(first.code, first.message, { hint: first.hint, problems: refusals.length === 1 ? [] : refusals });
}
