import { canonicalJson } from "../../canonical/canonical-json.ts";
import { findOwn } from "../records/find-own.ts";

/** Why an edit may not touch a spec's readiness, and what to do instead. */
export interface StatusProblem {
  readonly field: "status" | "pin";
  readonly message: string;
  readonly hint: string;
}

/**
 * Finds what an edit of a spec's file does to its readiness that only `ready` and `rebind` may: they check the gate and
 * write the lock along with it. Taking readiness back, or deprecating the spec, needs neither.
 *
 * @param before  What the file says, as authored; undefined for a file that is new.
 * Source: contracts section 2 (`status`, `pin`); SPEC.md P55.
 */
export function findStatusProblem(before: unknown, after: unknown): StatusProblem | undefined {
  const [was, is] = [readinessOf(before), readinessOf(after)];
  if (is.status === "ready" && was.status !== "ready") {
    const message = "`status` cannot be set to `ready` by an edit: that would freeze nothing";
    return { field: "status", message, hint: "Save the draft, then make it ready" };
  }
  if (canonicalJson(is.pin) === canonicalJson(was.pin) || (is.pin === null && is.status !== "ready")) return undefined;
  const message = "`pin` is written by ready and rebind alone";
  return { field: "pin", message, hint: "Save the other fields, then rebind the spec" };
}

function readinessOf(value: unknown): { readonly status: unknown; readonly pin: unknown } {
  const fields = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  return { status: findOwn(fields, "status") ?? "draft", pin: findOwn(fields, "pin") ?? null };
}
