import type { Assertion, Capability } from "./assertion.ts";
import { queryNeeds } from "./query-needs.ts";

const NOTHING: readonly Capability[] = [];
const OUTPUT: readonly Capability[] = ["content"];
/** Who judges a trial as a whole may look at anything that was said and done, to its end. */
const ALL_SAID: readonly Capability[] = ["content", "tool_args", "tool_results", "complete"];

/**
 * What a trace must hold for an assertion to be judged by it. Whether a conversation came to its end is another question for
 * all but `judge` and `custom`: what is settled before it stays settled.
 */
export function needsOf(assertion: Assertion): readonly Capability[] {
  switch (assertion.type) {
    case "tool_called":
    case "tool_sequence":
    case "tool_count":
    case "turns_limit":
      return NOTHING;
    case "tool_args":
      return ["tool_args"];
    case "output_contains":
    case "regex":
    case "equals":
    case "json_schema":
      return OUTPUT;
    case "jmespath":
      return [...queryNeeds(assertion.expression, assertion.operator)];
    case "cost_limit":
      return ["cost"];
    case "latency_limit":
      return ["latency"];
    case "judge":
    case "custom":
      return ALL_SAID;
  }
}
