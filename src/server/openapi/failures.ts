import { FAILURES, type FailureCode } from "../../core/errors.ts";
import { schemaRef } from "./component-schemas.ts";

/** A description of one answer in the document. */
export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** Codes that any request may meet, before its route is known. */
const OF_EVERY_REQUEST: readonly FailureCode[] = ["HOST_REFUSED", "ORIGIN_REFUSED", "LOGIN_NEEDED", "TOO_MANY_TRIES"];
const OF_EVERY_WRITE: readonly FailureCode[] = ["BODY_INVALID", "BODY_TOO_LARGE", "TYPE_REFUSED", "WRITE_HEADER_MISSING"];
/** Codes of the project's state and of what is named, which any verb may meet. */
const OF_EVERY_VERB: readonly FailureCode[] = ["PROJECT_NOT_FOUND", "INPUT_INVALID", "STATE_CONFLICT", "STORE_DAMAGED"];

/** References to the failures that an operation may answer with, by status. */
export function failuresOf(kind: "read" | "write"): Record<string, { readonly $ref: string }> {
  const codes = [...OF_EVERY_REQUEST, ...OF_EVERY_VERB, ...(kind === "write" ? OF_EVERY_WRITE : [])];
  const statuses = [...new Set(codes.map((code) => FAILURES[code].http))].toSorted((a, b) => a - b);
  const byStatus = statuses.map((status) => [String(status), { $ref: `#/components/responses/Failure${status}` }] as const);
  return Object.fromEntries([...byStatus, ["default", { $ref: "#/components/responses/Failure" }] as const]);
}

/** All failures of the catalogue, one answer for each status. */
export function failureResponses(): Record<string, ResponseObject> {
  const byStatus = Map.groupBy(Object.keys(FAILURES) as FailureCode[], (code) => FAILURES[code].http);
  const named = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, codes]) => [`Failure${status}`, failure(status, codes)] as const);
  const any = { description: "What went wrong; `code` says what, and the status follows from it", content: CONTENT };
  return Object.fromEntries([...named, ["Failure", any] as const]);
}

const CONTENT = {
  "application/json": {
    schema: { type: "object", properties: { error: schemaRef("Failure") }, required: ["error"], additionalProperties: false },
  },
};

function failure(status: number, codes: readonly FailureCode[]): ResponseObject {
  const description = codes.map((code) => `\`${code}\``).join(", ");
  return status === FAILURES.TOO_MANY_TRIES.http
    ? { description, headers: RETRY_AFTER, content: CONTENT }
    : { description, content: CONTENT };
}

const RETRY_AFTER = { "Retry-After": { description: "Seconds to wait", schema: { type: "integer" } } };
