import { RE2JS, RE2JSException } from "re2js";

/**
 * Why a pattern is none that takes linear time, as the rest of a sentence; null where it is one.
 *
 * @param syntax  `re2`, as assertions are written; `ecma`, as JSON Schema is.
 */
export function patternFault(pattern: string, syntax: "re2" | "ecma" = "re2"): string | null {
  try {
    RE2JS.compile(syntax === "ecma" ? RE2JS.translateRegExp(pattern) : pattern);
    return null;
  } catch (error) {
    if (error instanceof RE2JSException) return `is no pattern of RE2: ${error.message.replace(/^error parsing regexp: /, "")}`;
    throw error;
  }
}
