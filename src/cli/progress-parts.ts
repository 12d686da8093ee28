import type { Paint } from "./paint.ts";
import { textWidth } from "./wrap-text.ts";

const BAR = 10;

/** @param share  What is done, 0 to 1. */
export function barOf(share: number, paint: Paint): string {
  const filled = Math.floor(share * BAR);
  return paint.gold("▰".repeat(filled)) + paint.dim("▱".repeat(BAR - filled));
}

/** As many parts as fit on one line: a line that wraps could not be redrawn in place. */
export function fitLine(parts: readonly string[], columns: number): string {
  let line = parts[0] ?? "";
  for (const part of parts.slice(1)) {
    const longer = `${line} · ${part}`;
    if (textWidth(longer) >= columns) break;
    line = longer;
  }
  return line;
}

/** How long the rest takes if it goes on as before, e.g. `about 12 s left`. */
export function etaText({ done, total, elapsedMs }: { done: number; total: number; elapsedMs: number }): string {
  // Less than a twentieth of the first one says nothing about the rest.
  if (done < 0.05) return "time left not known yet";
  const leftMs = (elapsedMs / done) * (total - done);
  return leftMs < 1000 ? "less than 1 s left" : `about ${wholeSeconds(leftMs)} left`;
}

/** E.g. `12 s`, `3 min 20 s`. */
export function wholeSeconds(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
