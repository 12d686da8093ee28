import type { ToolCall, ToolSpec } from "../conversation/message.ts";
import { compileSchema, type SchemaCheck } from "../scenario/compile-schema.ts";

/**
 * Why a call cannot reach its tool: there is no such tool, its arguments are no JSON, or do not fit the tool's schema. Null
 * where it can. The text is what the model is told.
 *
 * Source: SPEC.md TL4-TL6.
 */
export function toolProblem(tool: ToolSpec | null, call: ToolCall): string | null {
  if (tool === null) return `there is no tool \`${call.name}\``;
  if (call.invalid !== null) return "the arguments are no JSON that can be read";
  const problem = checkOf(tool)(call.arguments);
  return problem === null ? null : `the arguments do not fit the tool's schema: ${problem.replace(QUOTED_NUMBER, "$1is ")}`;
}

/** The check quotes numbers alone of what it checks. One can be a secret, which nothing but the field's name gives away. */
const QUOTED_NUMBER = /(^|: )-?\d[\d.e+-]* is /;

/** One tool serves all trials of its scenario, and compiling takes longer than checking. */
const CHECKS = new WeakMap<ToolSpec, SchemaCheck>();

function checkOf(tool: ToolSpec): SchemaCheck {
  const known = CHECKS.get(tool) ?? compileSchema(tool.parameters);
  CHECKS.set(tool, known);
  return known;
}
