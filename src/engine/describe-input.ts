import type { z } from "zod";
import { suggest } from "../core/authored/nearest.ts";
import { listNames } from "../core/authored/wording.ts";
import type { Problem } from "../core/errors.ts";

/** What a verb's schema found wrong with its input, as one sentence that names the field and what was given. */
export function describeInput(issue: z.core.$ZodIssue, input: unknown): Problem {
  const name = `\`${issue.path.join(".")}\``;
  return { code: "INPUT_INVALID", message: `${name} ${ruleOf(issue, valueAt(input, issue.path))}` };
}

function ruleOf(issue: z.core.$ZodIssue, given: unknown): string {
  const not = typeof given === "string" || typeof given === "number" ? `, not \`${given}\`` : "";
  if (given === undefined) return "is missing";
  if (issue.code === "invalid_value") {
    const choices = issue.values.map(String);
    return `must be one of ${listNames(choices)}${not}${typeof given === "string" ? suggest(given, choices) : ""}`;
  }
  if (issue.code === "too_small" && given === "") return "must not be empty";
  if (issue.code === "too_small") return `must be at least ${issue.minimum}${unitOf(issue)}${not}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}${unitOf(issue)}${issue.origin === "string" ? "" : not}`;
  return `is not accepted: ${issue.message}`;
}

function unitOf({ origin }: { readonly origin: string }): string {
  return origin === "string" ? " characters long" : "";
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key], input);
}
