import type { Assertion, AssertionResult } from "./assertion.ts";
import { checkCostLimit, checkLatencyLimit, checkTurnsLimit } from "./check-limits.ts";
import { checkEquals, checkJsonSchema, checkOutputContains, checkRegex } from "./check-output.ts";
import { checkQuery } from "./check-query.ts";
import { checkToolArgs, checkToolCalled, checkToolCount, checkToolSequence } from "./check-tools.ts";
import type { Finding } from "./finding.ts";
import { needsOf } from "./needs-of.ts";
import { resultOf, settle, skipWithout } from "./results.ts";
import type { TrialFacts } from "./trial-facts.ts";

/** Assertions that nobody has to be asked for. */
export type PlainAssertion = Exclude<Assertion, { readonly type: "judge" | "custom" }>;

/**
 * Judges a trial by one assertion: `skipped` where the trace does not hold what it looks at, `unknown` where nobody knows.
 *
 * Source: SPEC.md AS5 to AS17.
 */
export function checkAssertion(assertion: PlainAssertion, facts: TrialFacts): AssertionResult {
  const outcome = skipWithout(needsOf(assertion), facts) ?? settle(look(assertion, facts), assertion, facts);
  return resultOf(assertion, outcome);
}

function look(assertion: PlainAssertion, facts: TrialFacts): Finding {
  switch (assertion.type) {
    case "tool_called":
      return checkToolCalled(assertion, facts);
    case "tool_args":
      return checkToolArgs(assertion, facts);
    case "tool_sequence":
      return checkToolSequence(assertion, facts);
    case "tool_count":
      return checkToolCount(assertion, facts);
    case "output_contains":
      return checkOutputContains(assertion, facts);
    case "regex":
      return checkRegex(assertion, facts);
    case "equals":
      return checkEquals(assertion, facts);
    case "json_schema":
      return checkJsonSchema(assertion, facts);
    case "jmespath":
      return checkQuery(assertion, facts);
    case "cost_limit":
      return checkCostLimit(assertion, facts);
    case "latency_limit":
      return checkLatencyLimit(assertion, facts);
    case "turns_limit":
      return checkTurnsLimit(assertion, facts);
  }
}
