import { canonicalJson } from "../canonical/canonical-json.ts";
import { decideRoute } from "../checks/route.ts";
import { deriveVerdict } from "../checks/verdict.ts";
import type { VersionRow } from "../events/rows.ts";
import type { Evidence } from "./evidence.ts";
import { RULES_VERSION } from "./plan/plan.ts";
import { recordChecks } from "./read-verdict.ts";

/**
 * Whether evidence contradicts itself: under the rules it was written by, its checks must give its verdict, and these with
 * what it was routed by must give its route. Evidence of other rules is not judged by today's.
 *
 * @returns what contradicts what, in words; undefined when it holds.
 * Source: contracts section 4 (verdicts are recomputed on read); SPEC.md P52.
 */
export function findContradiction(
  evidence: Pick<Evidence, "checks" | "verdict" | "route" | "routedBy" | "plan">,
): string | undefined {
  const { checks, verdict, route, routedBy, plan } = evidence;
  if (plan.rulesVersion !== RULES_VERSION) return undefined;
  const derived = deriveVerdict(checks);
  if (derived !== verdict) return `verdict \`${verdict}\` contradicts its checks, which say \`${derived}\``;
  const decided = decideRoute({ verdict, checks, ...routedBy }).route;
  return decided === route ? undefined : `route \`${route}\` contradicts its policy, which says \`${decided}\``;
}

/**
 * Whether a version is listed with other decisions than its evidence tells.
 *
 * @returns what differs, in words; undefined when nothing does.
 * Source: SPEC.md P52.
 */
export function findListedOtherwise(
  version: Pick<VersionRow, "verdict" | "route" | "checks">,
  { verdict, route, checks }: Pick<Evidence, "verdict" | "route" | "checks">,
): string | undefined {
  if (version.verdict !== verdict || version.route !== route) {
    return `it is listed as \`${version.verdict ?? "nothing"}\` to \`${version.route ?? "nowhere"}\`, its evidence says \`${verdict}\` to \`${route}\``;
  }
  const isSame = canonicalJson(version.checks) === canonicalJson(recordChecks(checks));
  return isSame ? undefined : "it is listed with other checks than its evidence says";
}
