import type { Assertion, Capability } from "../assert/assertion.ts";
import { needsOf } from "../assert/needs-of.ts";
import type { TrialHeader } from "../record/trial-lines.ts";

/** An assertion that a recording cannot decide. */
export interface MissingEvidence {
  readonly assertion: Assertion;
  readonly missing: readonly Capability[];
}

/**
 * The assertions that a recording cannot decide because of how it was recorded. That a conversation was cut off is not among
 * it: that is known of each trace by itself.
 *
 * Source: SPEC.md RE5.
 */
export function findMissingEvidence(
  assertions: readonly Assertion[],
  { capabilities }: Pick<TrialHeader, "capabilities">,
): readonly MissingEvidence[] {
  const isThere = (capability: Capability): boolean => capability === "complete" || capabilities.includes(capability);
  return assertions.flatMap((assertion) => {
    const missing = needsOf(assertion).filter((capability) => !isThere(capability));
    return missing.length === 0 ? [] : [{ assertion, missing }];
  });
}
