import { MAX_CAUSAL_DEPTH } from "../events/event.ts";
import { assert } from "../assert.ts";
import type { Policies, Route } from "../assets/records/project.ts";
import type { SeedPolicy } from "../assets/records/spec.ts";
import type { RetryPolicy } from "../jobs/retry-policy.ts";
import type { Check, Verdict } from "./check.ts";

/** What limits the regeneration of a version. */
export interface Regeneration {
  readonly seedMode: SeedPolicy["mode"];
  /** Jobs in this causal chain so far, the version's own included; from 1. */
  readonly chainLength: number;
  /** Automatic consequences between what a person did and this version; at most MAX_CAUSAL_DEPTH. */
  readonly depth: number;
  /** Jobs that one chain may have. */
  readonly maxAttempts: number;
  readonly escalateTo: RetryPolicy["escalateTo"];
}

/** All that a route is decided from. */
export interface RouteQuestion {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly routing: Policies["routing"];
  readonly regeneration: Regeneration;
}

/** Where a version goes, and why. */
export interface RouteDecision {
  readonly route: Route;
  /** In words, e.g. ["verdict is fail: `margin` failed", "…"]. */
  readonly reasons: readonly string[];
  /** Whether a new job of the same chain makes another version. */
  readonly regenerate: boolean;
}

/** The more a route asks for, the earlier it stands. */
const STERNEST_FIRST: readonly Route[] = ["reject", "exception_inbox", "manual_review_queue", "auto_regenerate", "auto_advance"];

/**
 * Decides where a version goes.
 *
 * A pass goes to `onPass`; uncertain and unchecked go to `onUncertain`. A fail goes to the sternest of the routes of its
 * failed checks: `perCheck`, or `onFail` for a check without an entry, so one lenient entry never carries another
 * failure along. `auto_regenerate` becomes `escalateTo` where it cannot help: with a `fixed` seed, which would give the
 * same image again, and when the chain has had all its jobs.
 *
 * Only policy can send anything but a pass to `auto_advance`; the reasons then say so.
 *
 * Source: contracts section 4; SPEC.md C15-C18.
 */
export function decideRoute(question: RouteQuestion): RouteDecision {
  const { verdict, checks, regeneration } = question;
  const wanted = wantedRoute(question);
  const reasons = [`verdict is ${verdict}${explainVerdict(checks, verdict)}`, wanted.reason];
  if (wanted.route === "auto_advance" && verdict !== "pass") reasons.push("it advances without a pass because policy says so");
  if (wanted.route !== "auto_regenerate") return { route: wanted.route, reasons, regenerate: false };

  const obstacle = findObstacle(regeneration);
  if (obstacle === undefined) return { route: "auto_regenerate", reasons, regenerate: true };
  const escalated = `exhausted work goes to \`${regeneration.escalateTo}\` by policy \`retry.escalateTo\``;
  return { route: regeneration.escalateTo, reasons: [...reasons, obstacle, escalated], regenerate: false };
}

function wantedRoute({ verdict, checks, routing }: RouteQuestion): { route: Route; reason: string } {
  if (verdict === "fail") return sternest(failedIds(checks), routing);
  const field = verdict === "pass" ? "onPass" : "onUncertain";
  return { route: routing[field], reason: `policy \`routing.${field}\` is \`${routing[field]}\`` };
}

function sternest(failed: readonly string[], routing: Policies["routing"]): { route: Route; reason: string } {
  const wanted = failed.map((check) => {
    const own = routing.perCheck[check];
    const field = own === undefined ? "onFail" : `perCheck.${check}`;
    const route = own ?? routing.onFail;
    return { route, reason: `policy \`routing.${field}\` is \`${route}\`` };
  });
  const bySternness = wanted.toSorted((a, b) => STERNEST_FIRST.indexOf(a.route) - STERNEST_FIRST.indexOf(b.route));
  const [first] = bySternness;
  assert(first !== undefined, "a verdict of fail has a failed check");
  return first;
}

function findObstacle({ seedMode, chainLength, maxAttempts, depth }: Regeneration): string | undefined {
  if (seedMode === "fixed") return "a fixed seed would give the same images again, so it is not regenerated";
  if (depth >= MAX_CAUSAL_DEPTH) return `${depth} automatic consequences have followed each other, which is the limit`;
  if (chainLength < maxAttempts) return undefined;
  return `its chain has had ${chainLength} of ${maxAttempts} jobs, so it is not regenerated`;
}

function explainVerdict(checks: readonly Check[], verdict: Verdict): string {
  if (verdict === "fail") return `: ${failedIds(checks).map(quote).join(", ")} failed`;
  if (verdict !== "uncertain") return "";
  const open = checks.filter((check) => check.outcome !== "pass" && check.outcome !== "not_applicable");
  return `: ${open.map((check) => `${quote(check.check)} is ${check.outcome}`).join(", ")}`;
}

function failedIds(checks: readonly Check[]): string[] {
  return checks.filter((check) => check.outcome === "fail").map((check) => check.check);
}

function quote(check: string): string {
  return `\`${check}\``;
}
