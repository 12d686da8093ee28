import type { Capability } from "../assert/assertion.ts";
import type { TrialHeader } from "./trial-lines.ts";

/** What a trace that is recorded so can be judged by; a cut one lacks `complete` besides. */
export function capabilitiesOf(mode: TrialHeader["recordingMode"]): readonly Capability[] {
  const always = ["usage", "cost", "latency", "complete"] as const;
  return mode === "full" ? ["content", "tool_args", "tool_results", "raw", ...always] : always;
}
