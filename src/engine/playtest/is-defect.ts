import type { ExploreFinding } from "../../core/playtest/explore/finding.ts";

/** Whether a finding should not be: a choice that waits for its host may be meant so. */
export function isDefect({ kind }: Pick<ExploreFinding, "kind">): boolean {
  return kind !== "needs_input";
}
