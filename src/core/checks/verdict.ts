import type { Check, Verdict } from "./check.ts";

/**
 * Derives the verdict from what the checks found.
 *
 * @returns `fail` when a hard check failed; `uncertain` when a soft one failed, or any was uncertain or uncalibrated;
 *          `pass` when at least one check applied and all that applied passed; `unchecked` when none applied. So nothing
 *          passes without having been measured. The order of the checks changes nothing.
 *
 * Source: contracts section 4; SPEC.md C14.
 */
export function deriveVerdict(checks: readonly Pick<Check, "outcome" | "severity">[]): Verdict {
  const applied = checks.filter((check) => check.outcome !== "not_applicable");
  if (applied.some((check) => check.outcome === "fail" && check.severity === "hard")) return "fail";
  if (applied.some((check) => check.outcome !== "pass")) return "uncertain";
  return applied.length > 0 ? "pass" : "unchecked";
}
