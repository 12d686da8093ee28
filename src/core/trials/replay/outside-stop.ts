import type { LimitCode } from "../loop/limits.ts";
import type { TrialLine } from "../record/trial-lines.ts";

/** A stop that nothing in the conversation explains. */
export interface OutsideStop {
  /** The call of the model, from 0, that did not begin any more. */
  readonly ordinal: number;
  readonly why: "interrupted" | "budget";
}

const WHYS: ReadonlyMap<string, OutsideStop["why"]> = new Map<LimitCode, OutsideStop["why"]>([
  ["interrupted", "interrupted"],
  ["run_budget", "budget"],
]);

/** Where a conversation was stopped from outside before it asked its next question; null where it was not. */
export function findOutsideStop(lines: readonly TrialLine[]): OutsideStop | null {
  const asked = new Set(lines.flatMap((line) => (line.line === "model_request" ? [line.turn] : [])));
  for (const line of lines) {
    if (line.line !== "error" || !line.ours || line.turn === null || asked.has(line.turn)) continue;
    const why = WHYS.get(line.code);
    if (why !== undefined) return { ordinal: line.turn - 1, why };
  }
  return null;
}
