import type { Path } from "../../authored/source-tree.ts";
import type { Assertion } from "../assert/assertion.ts";

/** The tools that an assertion names, with the place of each inside of it. */
export function toolsOf(assertion: Assertion): readonly { readonly name: string; readonly at: Path }[] {
  if (assertion.type === "tool_sequence") return assertion.value.map((name, index) => ({ name, at: ["value", index] }));
  const isOfTool = assertion.type === "tool_called" || assertion.type === "tool_args" || assertion.type === "tool_count";
  return isOfTool && assertion.tool !== null ? [{ name: assertion.tool, at: ["tool"] }] : [];
}
