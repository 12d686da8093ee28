import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { failureJson } from "../core/api/failure.ts";
import { FAILURES, TouchstoneError } from "../core/errors.ts";

/** Answers a failure with the status of the catalogue and the same facts as every other edge. */
export function answerFailure(context: Context, error: TouchstoneError): Response {
  return context.json({ error: failureJson(error) }, statusOf(error));
}

/** Its status by the catalogue. */
export function statusOf({ code }: TouchstoneError): ContentfulStatusCode {
  return FAILURES[code].http;
}

/** What a bug looks like from outside: nothing of it, for it may name paths and values. The server's own log has it all. */
export function answerBug(context: Context): Response {
  const error = {
    code: "BUG",
    message: "this is a bug in Touchstone",
    hint: "See the server's own output",
    place: null,
    problems: [],
  };
  return context.json({ error }, 500);
}
