import type { Policies } from "../assets/records/project.ts";
import type { Priority } from "../jobs/schedule-input.ts";

/** How long a tab's word holds that someone looks at something, ms. The Studio renews it every 5 s: two may be lost. */
export const LEASE_MS = 15_000;

/** More tabs than a person has open; only bounds what a client can make the server hold. */
const MAX_TABS = 64;

/** More than a screen shows of the densest grid. */
const MAX_SPECS = 500;

/** What one tab looks at. */
interface ViewingLease {
  readonly tab: string;
  readonly specIds: readonly string[];
  readonly untilMs: number;
}

/** What is looked at, by tab; in the order in which the tabs lent last. Begin with `[]`. */
export type ViewingLeases = readonly ViewingLease[];

/** One tab says what it looks at now; an empty list gives back what it lent. */
interface Viewing {
  /** Any text that tells tabs apart. */
  readonly tab: string;
  /** Most important first. */
  readonly specIds: readonly string[];
  readonly nowMs: number;
}

/**
 * The leases after a tab said what it looks at. Drops what has ended, and the oldest where there are more than 64 tabs.
 * Nothing is mutated.
 *
 * Source: SPEC.md V1-V3.
 */
export function lend(leases: ViewingLeases, { tab, specIds, nowMs }: Viewing): ViewingLeases {
  const others = leases.filter((lease) => lease.tab !== tab && holds(lease, nowMs));
  const named = [...new Set(specIds)].slice(0, MAX_SPECS);
  if (named.length === 0) return others;
  return [...others, { tab, specIds: named, untilMs: nowMs + LEASE_MS }].slice(-MAX_TABS);
}

/** Ids of the specs that someone looks at. */
export function viewedSpecs(leases: ViewingLeases, nowMs: number): ReadonlySet<string> {
  return new Set(leases.filter((lease) => holds(lease, nowMs)).flatMap((lease) => lease.specIds));
}

/**
 * The priority that a job has while these specs are looked at: `interactive` for one of theirs, unless its own weighs as
 * much or more under this policy.
 *
 * Source: contracts section 7; SPEC.md V4.
 */
export function effectivePriority(
  job: { readonly priority: Priority; readonly specId: string },
  viewed: ReadonlySet<string>,
  weights: Policies["priority"],
): Priority {
  const lent = viewed.has(job.specId) && weights.interactive > weights[job.priority];
  return lent ? "interactive" : job.priority;
}

/** A clock that was set back must not prolong a lease: no lease ever ends later than one that begins now. */
function holds({ untilMs }: ViewingLease, nowMs: number): boolean {
  return nowMs < untilMs && untilMs <= nowMs + LEASE_MS;
}
