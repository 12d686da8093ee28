import type { VerdictReading } from "../core/assets/read-verdict.ts";
import type { Verdict } from "../core/checks/check.ts";
import type { JobState } from "../core/jobs/transition.ts";
import type { ListedAsset } from "../engine/assets.ts";
import type { Paint } from "./paint.ts";

/** A verdict with its own sign and word, so that colour is never alone. */
export function verdictText(verdict: Verdict | null, paint: Paint): string {
  switch (verdict) {
    case "pass":
      return paint.good("✓ pass");
    case "fail":
      return paint.bad("✕ fail");
    case "uncertain":
      return paint.ask("? uncertain");
    case "unchecked":
    case null:
      return paint.dim("— unchecked");
  }
}

/** A verdict as it was decided, and beside it what today's rules say where they are other ones. */
export function verdictReadingText({ verdict, underNewerRules }: VerdictReading, paint: Paint): string {
  const decided = verdictText(verdict, paint);
  return underNewerRules === null ? decided : `${decided}, today ${verdictText(underNewerRules.verdict, paint)}`;
}

/** A person's or policy's decision about a version. */
export function decisionText(decision: "pending" | "approved" | "rejected", paint: Paint): string {
  switch (decision) {
    case "approved":
      return paint.gold("approved");
    case "rejected":
      return paint.bad("rejected");
    case "pending":
      return paint.ask("waits for a person");
  }
}

/** How a version stands: decided about, superseded, or waiting for a person. */
export function standingText({ decision, supersededBy }: Pick<ListedAsset, "decision" | "supersededBy">, paint: Paint): string {
  if (decision !== "pending" || supersededBy === null) return decisionText(decision, paint);
  return paint.dim("superseded by a regeneration");
}

/** A job's state in words. */
export function stateText(state: JobState, paint: Paint): string {
  switch (state) {
    case "succeeded":
      return paint.good("✓ made");
    case "failed":
      return paint.bad("✕ failed");
    case "escalated":
      return paint.bad("! escalated");
    case "canceled":
      return paint.dim("canceled");
    case "queued":
    case "running":
      return state;
    case "retry_wait":
      return "waits to retry";
  }
}

/** E.g. `1 image`, `3 images`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
