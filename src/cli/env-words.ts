import type { TxStatus } from "../core/env/tx/tx.ts";
import type { Paint } from "./paint.ts";

/** A moment to the minute, in UTC, e.g. `2026-11-28 18:15`. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, "2026-11-28T18:15".length).replace("T", " ");
}

/** A transaction's status with its own sign, so that colour is never alone. */
export function txStatusText(status: TxStatus, paint: Paint): string {
  switch (status) {
    case "completed":
    case "resolved":
      return paint.good(`✓ ${status}`);
    case "promoted":
      return paint.gold("◆ promoted");
    case "needs_resolution":
      return paint.ask("? needs_resolution");
    case "failed":
    case "promote_failed":
      return paint.bad(`✕ ${status}`);
    case "aborted":
      return paint.dim("— aborted");
    case "running":
    case "promoting":
    case "rolling_back":
      return paint.ask(`… ${status}`);
  }
}

/** At most so many of a list, joined, and how many more there are. */
export function someOf(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")} and ${rest} more` : items.join(", ");
}

/** Twelve digits of a digest name it well enough for people. */
export function shortId(envId: string): string {
  return envId.slice(0, "sha256:".length + 12);
}
