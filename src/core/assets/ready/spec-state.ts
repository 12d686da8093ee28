import type { Digest } from "../../canonical/digest.ts";
import { diffPlans, type PlanDifference } from "../plan/diff-plans.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs } from "../plan/inputs.ts";
import { type PlanSettings, planSpec } from "../plan/plan-spec.ts";
import type { Spec } from "../records/spec.ts";
import { checkPin } from "./check-pin.ts";
import type { Lock } from "./lock.ts";
import { lockedInputs } from "./locked-inputs.ts";

/** What a spec is planned from, and how it stands to the files. */
export interface SpecState {
  readonly status: Spec["status"];
  /** True for a ready spec whose files have moved on since it was frozen. */
  readonly stale: boolean;
  /** True for a spec that says `ready` without a lock entry: it may not be made. */
  readonly unlocked: boolean;
  /** What the plan reads: the lock for a ready spec, the files for any other. */
  readonly inputs: PlanInputs;
  readonly lockedDigest: Digest | null;
  readonly currentDigest: Digest;
}

/**
 * Decides what a spec is planned from: a ready one from the lock, any other from the files.
 *
 * @param current  The inputs as the files are now.
 * @throws TouchstoneError LOCK_DAMAGED when the lock cannot give a ready spec's inputs, or disagrees with its pin.
 * Source: contracts section 2; SPEC.md P63-P66.
 */
export function specState(current: PlanInputs, lock: Lock): SpecState {
  const { status, id } = current.spec;
  const currentDigest = inputsDigestOf(inputDocuments(current));
  const frozen = status === "ready" ? lock.specs.get(id) : undefined;
  if (frozen !== undefined) checkPin(current.spec, frozen);
  const inputs = frozen === undefined ? undefined : lockedInputs(lock, id);
  return {
    status,
    stale: frozen !== undefined && frozen.inputsDigest !== currentDigest,
    unlocked: status === "ready" && frozen === undefined,
    inputs: inputs ?? current,
    lockedDigest: frozen?.inputsDigest ?? null,
    currentDigest,
  };
}

/** What adopting the files would change about a stale spec's plan. */
export function staleDifferences(state: SpecState, current: PlanInputs, settings: PlanSettings): readonly PlanDifference[] {
  if (!state.stale) return [];
  return diffPlans(planSpec(state.inputs, settings), planSpec(current, settings));
}
