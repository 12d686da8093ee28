import { durationWords } from "../../report/duration-words.ts";

/** Floats come out a little under what they mean: 0.29 × 100 is 28.999999999999996. */
const ROUNDING = 1e-9;

/** A share as whole per cent; 0 % and 100 % are said of none and all alone. Null: nothing was counted. Source: SPEC.md RT17. */
export function percentText(share: number | null): string {
  if (share === null) return "none judged";
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))} %`;
}

/** An interval of shares as whole per cent, rounded outwards: it never claims more than is known. E.g. `49–95 %`. */
export function intervalText(interval: readonly [low: number, high: number] | null): string {
  if (interval === null) return "unknown";
  const [low, high] = interval;
  return `${Math.floor(low * 100 + ROUNDING)}–${Math.ceil(high * 100 - ROUNDING)} %`;
}

/** A difference of shares in percentage points with its sign, e.g. `+12 pp`. */
export function pointsText(difference: number): string {
  const points = Math.round(difference * 100);
  return `${points > 0 ? "+" : points < 0 ? "−" : "±"}${Math.abs(points)} pp`;
}

/** An interval of a difference, rounded outwards, e.g. `−8 to +31 pp`. */
export function pointsRangeText([low, high]: readonly [low: number, high: number]): string {
  const signed = (points: number): string => `${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(points)}`;
  return `${signed(Math.floor(low * 100 + ROUNDING))} to ${signed(Math.ceil(high * 100 - ROUNDING))} pp`;
}

/** A score with three digits at most, never rounded up to one that it misses. */
export function scoreText(score: number | null): string {
  if (score === null) return "unknown";
  return String(Math.floor(score * 1000 + ROUNDING * 1000) / 1000);
}

/** Below it, a price is said to be under it. */
const LEAST_USD = 0.0001;

/** A price in USD, e.g. `$0.012`; null is unknown, which is not $0. */
export function costText(usd: number | null): string {
  if (usd === null) return "unknown";
  if (usd === 0) return "$0";
  if (usd < LEAST_USD) return `under $${LEAST_USD}`;
  return usd < 1 ? `$${Number(usd.toPrecision(2))}` : `$${usd.toFixed(2)}`;
}

/** A latency, e.g. `1.4 s`. */
export function latencyText(ms: number | null): string {
  return ms === null ? "unknown" : durationWords(ms);
}

/** Input and output tokens, e.g. `1200 + 80`. */
export function tokensText(tokens: { readonly input: number; readonly output: number } | null): string {
  return tokens === null ? "unknown" : `${tokens.input} + ${tokens.output}`;
}

/** A moment in UTC, e.g. `2026-03-01 09:30:00`. @param ms  Epoch ms. */
export function momentText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** E.g. `1 trial`, `3 trials`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
