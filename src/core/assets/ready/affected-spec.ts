import type { Digest } from "../../canonical/digest.ts";
import { diffPlans, type PlanDifference } from "../plan/diff-plans.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs } from "../plan/inputs.ts";
import { type PlanSettings, planSpec } from "../plan/plan-spec.ts";
import type { Spec } from "../records/spec.ts";
import { type Blocker, findBlockers } from "./blockers.ts";

/** A ready spec that is stale after a change of the files, and was not before, or was for other reasons. */
export interface AffectedSpec {
  readonly spec: string;
  readonly title: string;
  readonly status: Spec["status"];
  /** Whether it was stale before the change. */
  readonly wasStale: boolean;
  /** What the change alone would change about its plan; empty when what changed decides nothing here. */
  readonly differences: readonly PlanDifference[];
  /** What would newly stand in its way. */
  readonly blockers: readonly Blocker[];
}

/** What a ready spec's plan reads before and after a change of the files, and the digest of what is frozen. */
export interface InputChange {
  readonly before: PlanInputs;
  readonly after: PlanInputs;
  readonly lockedDigest: Digest;
}

/**
 * Whether a plan reads the very same records before and after: then nothing can differ, and nothing needs a digest. Says
 * false of records that were read anew, equal or not.
 */
export function readsSameRecords(before: PlanInputs, after: PlanInputs): boolean {
  const fields = ["spec", "checkpoint", "profile", "baseline", "entity", "workflow", "policies"] as const;
  return (
    fields.every((field) => before[field] === after[field]) &&
    isSame([...before.loras.values()], [...after.loras.values()]) &&
    isSame([...before.tags.values()], [...after.tags.values()])
  );
}

function isSame(before: readonly object[], after: readonly object[]): boolean {
  return before.length === after.length && before.every((each, index) => each === after[index]);
}

/**
 * Says what a change of the files would do to a ready spec.
 *
 * @returns undefined when its inputs stay what they were, or become what is frozen.
 * Source: contracts section 2 ("what changed since makes the spec stale"); SPEC.md P56.
 */
export function findAffectedSpec({ before, after, lockedDigest }: InputChange, settings: PlanSettings): AffectedSpec | undefined {
  const digest = inputsDigestOf(inputDocuments(after));
  const digestBefore = inputsDigestOf(inputDocuments(before));
  if (digest === digestBefore || digest === lockedDigest) return undefined;
  const { spec } = after;
  const [planBefore, plan] = [planSpec(before, settings), planSpec(after, settings)];
  const known = new Set(findBlockers(spec, planBefore).map(nameOf));
  return {
    spec: spec.id,
    title: spec.title,
    status: spec.status,
    wasStale: digestBefore !== lockedDigest,
    differences: diffPlans(planBefore, plan),
    blockers: findBlockers(spec, plan).filter((blocker) => !known.has(nameOf(blocker))),
  };
}

function nameOf({ code, detail }: Blocker): string {
  return `${code} ${detail}`;
}
