import { FAILURES, type FailureCode, type Place, type Problem, TouchstoneError } from "../errors.ts";

/** A failure as JSON, for scripts and for clients: the same facts as the words. */
export interface FailureJson {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string | null;
  readonly place: Place | null;
  readonly problems: readonly Problem[];
}

export function failureJson({ code, message, hint, place, problems }: TouchstoneError): FailureJson {
  return { code, message, hint: hint ?? null, place: place ?? null, problems };
}

/** The failure that another process told of, to be thrown here; undefined for what is none. */
export function failureFrom(json: unknown): TouchstoneError | undefined {
  const { code, message, hint, place, problems } = (json ?? {}) as Partial<FailureJson>;
  if (typeof code !== "string" || !Object.hasOwn(FAILURES, code) || typeof message !== "string") return undefined;
  return new TouchstoneError(code, message, { hint: hint ?? undefined, place: place ?? undefined, problems: problems ?? [] });
}
