import type { Refusal } from "../story/moment.ts";
import type { FoundPath } from "./found-path.ts";

/** What is known of a choice that was refused. */
export interface RefusalFact {
  /** Different refusals, the first few. */
  readonly refusals: readonly Refusal[];
  /** To where it was first refused. */
  readonly path: FoundPath;
}

/** Guess: more different reasons than these tell an author nothing more. */
const MAX_REASONS = 8;

/** Adds a refusal to the first few different ones of a choice. */
export function addReason(reasons: Refusal[], refusal: Refusal): void {
  if (reasons.length < MAX_REASONS && !reasons.some((known) => isSameReason(known, refusal))) reasons.push(refusal);
}

function isSameReason({ failed: one }: Refusal, { failed: other }: Refusal): boolean {
  if (one.kind !== "condition" || other.kind !== "condition") return one.kind === other.kind;
  return one.key === other.key && one.op === other.op && JSON.stringify(one.value) === JSON.stringify(other.value);
}
