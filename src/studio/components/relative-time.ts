const STEPS = [
  { unit: "d", ms: 86_400_000 },
  { unit: "h", ms: 3_600_000 },
  { unit: "min", ms: 60_000 },
  { unit: "s", ms: 1000 },
] as const;

/** How long ago or until when, e.g. `3 min ago`, `in 12 s`, `just now`. */
export function relativeTime(atMs: number, nowMs: number): string {
  const awayMs = Math.abs(nowMs - atMs);
  const step = STEPS.find(({ ms }) => awayMs >= ms);
  if (step === undefined) return "just now";
  const text = `${Math.floor(awayMs / step.ms)} ${step.unit}`;
  return atMs > nowMs ? `in ${text}` : `${text} ago`;
}
