import type { Assertion, AssertionResult, Capability } from "./assertion.ts";
import type { Finding } from "./finding.ts";
import type { TrialFacts } from "./trial-facts.ts";

/** What an assertion came to, apart from what its author wrote of it. */
export type Outcome = Pick<AssertionResult, "outcome" | "score" | "why" | "missing">;

/** An assertion's result. */
export function resultOf({ name, type, weight, required }: Assertion, outcome: Outcome): AssertionResult {
  return { name, type, weight, required, ...outcome };
}

/** What is missing of what an assertion needs, as its outcome; null where nothing is. */
export function skipWithout(needs: readonly Capability[], { capabilities }: Pick<TrialFacts, "capabilities">): Outcome | null {
  const missing = needs.filter((capability) => !capabilities.has(capability));
  return missing.length === 0 ? null : skipped(missing);
}

const WORDS: Readonly<Record<Capability, string>> = {
  content: "what was said",
  tool_args: "the arguments of tool calls",
  tool_results: "the results of tool calls",
  raw: "the bodies of replies",
  usage: "how many tokens were used",
  cost: "what calls cost",
  latency: "how long calls took",
  complete: "how the conversation ended",
};

function skipped(missing: readonly Capability[]): Outcome {
  const words = missing.map((capability) => WORDS[capability]).join(", ");
  return { outcome: "skipped", score: null, why: `the trace does not hold ${words}`, missing };
}

/**
 * An assertion's outcome by what was found: turned by `not`, and skipped where the conversation was cut off before it was
 * settled. What cannot be compared, or is not known, is not turned.
 */
export function settle(
  finding: Finding,
  { not }: Pick<Assertion, "not">,
  { capabilities }: Pick<TrialFacts, "capabilities">,
): Outcome {
  if (finding.kind === "unknown") return { outcome: "unknown", score: null, why: finding.why, missing: [] };
  const isSettled = finding.kind !== "unfit" && finding.isFinal;
  if (!isSettled && !capabilities.has("complete")) return skipped(["complete"]);
  const holds = finding.kind !== "unfit" && (finding.kind === "holds") !== not;
  const isUnwanted = not && finding.kind === "holds";
  const why = isUnwanted ? `${finding.why}; it should not be so` : finding.why;
  return { outcome: holds ? "pass" : "fail", score: holds ? 1 : 0, why, missing: [] };
}
