import { TouchstoneError } from "../errors.ts";
import type { Check, Verdict } from "../checks/check.ts";
import { deriveVerdict } from "../checks/verdict.ts";
import type { EventPayload } from "../events/event.ts";
import type { VersionRow } from "../events/rows.ts";
import { RULES_VERSION } from "./plan/plan.ts";

/** A version's verdict, read with the checks that it follows from. */
export interface VerdictReading {
  /** As it was decided; null until the version was checked. */
  readonly verdict: Verdict | null;
  /** What the same checks say under today's rules, where the verdict is of other rules. */
  readonly underNewerRules: { readonly rulesVersion: number; readonly verdict: Verdict } | null;
}

/** What is recorded of checks beside a verdict: all that applied, since nothing else decides. */
export function recordChecks(checks: readonly Check[]): EventPayload<"version.checked">["checks"] {
  return checks.flatMap(({ check, outcome, severity }) => (outcome === "not_applicable" ? [] : [{ check, outcome, severity }]));
}

/**
 * Reads a version's verdict: derives it again from the checks recorded with it, so that a list is as truthful as the
 * evidence without reading any document.
 *
 * @throws TouchstoneError STORE_DAMAGED when the two contradict each other under the same rules.
 * Source: contracts section 4 (verdicts are recomputed on read); SPEC.md P81.
 */
export function readVerdict(version: Pick<VersionRow, "id" | "verdict" | "rulesVersion" | "checks">): VerdictReading {
  const { id, verdict, rulesVersion, checks } = version;
  if (verdict === null) return { verdict, underNewerRules: null };
  const derived = checks === null ? undefined : deriveVerdict(checks);
  if (derived !== undefined && rulesVersion !== RULES_VERSION) {
    return { verdict, underNewerRules: { rulesVersion: RULES_VERSION, verdict: derived } };
  }
  if (derived === verdict) return { verdict, underNewerRules: null };
  const message = `version \`${id}\`: verdict \`${verdict}\` contradicts its checks, which say \`${derived ?? "nothing"}\``;
  throw new TouchstoneError("STORE_DAMAGED", message, { hint: "Run `touchstone verify` to see what else is damaged" });
}
