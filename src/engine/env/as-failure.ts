import { TouchstoneError } from "../../core/errors.ts";

/**
 * What a person is told of an error: a program that was ended because its caller gave up is an interruption. Everything else
 * that is no failure is a bug, and stays what it is.
 */
export function asFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "AbortError") return error;
  return new TouchstoneError("INTERRUPTED", "interrupted; production is what it was", { cause: error });
}
