import type { Plan } from "../plan/plan.ts";
import type { Spec } from "../records/spec.ts";
import { type Blocker, findBlockers, findMakeObstacle } from "./blockers.ts";
import type { SpecState } from "./spec-state.ts";

/** A spec, how it stands to the lock, and its plan from the files as they are now. */
export interface FreezeCandidate {
  readonly spec: Spec;
  readonly state: Pick<SpecState, "stale" | "unlocked">;
  readonly plan: Plan;
}

/** What is done with a spec: its inputs are frozen as the files are now, nothing is touched, or it is refused. */
export type FreezeDecision =
  | { readonly kind: "freeze" }
  | { readonly kind: "nothing" }
  | { readonly kind: "refuse"; readonly blockers: readonly Blocker[] };

/**
 * Decides what `spec ready` does with a spec. What is frozen already is not frozen anew in passing: that would adopt
 * whatever has moved on without showing it.
 *
 * Source: contracts section 2; SPEC.md P65, P68.
 */
export function decideReady(candidate: FreezeCandidate): FreezeDecision {
  const { spec, state } = candidate;
  if (spec.status !== "ready" || state.unlocked) return gate(candidate);
  if (state.stale) return { kind: "refuse", blockers: [movedOn(spec)] };
  return isFinished(spec) ? { kind: "nothing" } : gate(candidate);
}

/**
 * Decides what `spec rebind` does with a spec.
 *
 * Source: contracts section 2 ("`spec rebind` adopts"); SPEC.md P65, P69.
 */
export function decideRebind(candidate: FreezeCandidate): FreezeDecision {
  const { spec, state } = candidate;
  const obstacle = spec.status === "ready" ? null : findMakeObstacle(spec, state);
  if (obstacle !== null) return { kind: "refuse", blockers: [obstacle] };
  return state.stale || state.unlocked || !isFinished(spec) ? gate(candidate) : { kind: "nothing" };
}

/** The pin is written last: a ready spec without one was frozen by a process that was killed, and is finished here. */
function isFinished({ pin }: Spec): boolean {
  return pin !== undefined;
}

function gate({ spec, plan }: FreezeCandidate): FreezeDecision {
  const blockers = findBlockers(spec, plan);
  return blockers.length === 0 ? { kind: "freeze" } : { kind: "refuse", blockers };
}

function movedOn({ id }: Spec): Blocker {
  const hint = `Run \`touchstone spec rebind ${id}\` to adopt them, \`touchstone spec show ${id}\` to see what would change`;
  return { code: "stale", detail: "it is ready already, and its files have moved on", hint };
}
