import type { FailedCondition } from "../story/moment.ts";
import { wordLeaf } from "../native/condition-tree.ts";
import type { FoundPath } from "./found-path.ts";
import type { Witness } from "./witness.ts";

/** What exploring finds wrong, or worth a look. What each kind means, and when it is claimed: SPEC.md EX12-EX20. */
export const FINDING_KINDS = [
  "unreachable_node",
  "unreachable_ending",
  "dead_choice",
  "needs_input",
  "ran_dry",
  "dead_end",
  "soft_lock",
  "loop",
  "missing_asset",
  "assertion_failed",
  "error",
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

export interface ExploreFinding {
  readonly kind: FindingKind;
  /** A node, `NODE/CHOICE`, an ending, an asset or an assertion. */
  readonly where: string;
  /** For the author, in words. */
  readonly why: string;
  /** A play that shows it; null for what no play comes to. */
  readonly witness: Witness | null;
}

/** A finding before its witness is made. */
export interface Suspect {
  readonly kind: FindingKind;
  readonly where: string;
  readonly why: string;
  /** Null for what no play comes to. */
  readonly path: FoundPath | null;
  /** The node that the path comes to. */
  readonly node: string;
}

/** A refusal in words, e.g. "needs `lamp eq true`, and it was false". */
export function wordFailure(failed: FailedCondition): string {
  switch (failed.kind) {
    case "once":
      return "it was taken before";
    case "pov":
      return `it is for ${failed.visibleTo.map((pov) => `\`${pov}\``).join(", ")} only`;
    case "hidden_condition":
      return "its condition did not hold";
    case "condition":
      return `it needs \`${wordLeaf(failed)}\`, and \`${failed.key}\` was ${JSON.stringify(failed.actual)}`;
  }
}
