import type { Digest } from "../../canonical/digest.ts";
import { diffPlans, type PlanDifference } from "../plan/diff-plans.ts";
import { inputDocuments, inputsDigestOf, type PlanInputs } from "../plan/inputs.ts";
import type { Plan } from "../plan/plan.ts";
import type { RefusalCode } from "../plan/reason-code.ts";
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

/** One reason why a spec cannot be ready, with the way out. */
export interface Blocker {
  readonly code: RefusalCode | "deprecated" | "not_locked";
  readonly detail: string;
  readonly hint: string;
}

/**
 * Everything that stands between a spec and `ready`, all at once.
 *
 * Source: contracts section 2 ("`ready` is refused with every blocker at once"); SPEC.md P65.
 */
export function findBlockers(spec: Spec, plan: Plan): readonly Blocker[] {
  const blockers = plan.explanation.blocked.map(({ reasonCode, detail }): Blocker => {
    const code = reasonCode as RefusalCode;
    return { code, detail, hint: HINTS[code] };
  });
  if (spec.status !== "deprecated") return blockers;
  const hint = "Set `status: draft` first if the asset is wanted again";
  return [{ code: "deprecated", detail: `spec \`${spec.id}\` is deprecated`, hint }, ...blockers];
}

const HINTS: Readonly<Record<RefusalCode, string>> = {
  missing_checkpoint: "Name one with `checkpoint:`",
  unknown_checkpoint: "Add the file under checkpoints/, or name another",
  unsupported_asset_type: "Choose another checkpoint, or add the type to its `supportedAssetTypes`",
  missing_profile: "Name one with `profile:`, or set policy `checkpoints.<id>.defaultProfile`",
  unknown_profile: "Add the file under profiles/, or name another",
  unknown_preset: "Choose a preset that the profile has",
  unknown_baseline: "Add the file under baselines/, or name another",
  incompatible_checkpoint: "Choose a record made for this checkpoint, or switch the checkpoint",
  incompatible_asset_type: "Choose a LoRA made for this asset type",
  incompatible_profile: "Use the profile the baseline is tuned for, or another baseline",
  baseline_not_allowed: "Use an allowed baseline, or allow this one in the policy",
  unknown_tag: "Add the tag to tags.yaml, or correct its name",
  unmapped_tag: "Add a prompt fragment for this checkpoint to the tag, or drop the tag",
  unknown_entity: "Add the file under entities/, or correct the name",
  unknown_lora: "Add the file under loras/, or correct the name",
  unknown_workflow: "Add the workflow and its bindings under workflows/",
  missing_weights: "Give the checkpoint `weights` with a file and its sha256",
  missing_anchor: "Name an existing version or image file, or drop the anchor",
  wrong_layer: "Name a LoRA whose `scope` is this layer",
  weight_out_of_bounds: "Choose a weight inside the bounds",
  no_eligible_release: "Approve or activate a release of the LoRA",
  incompatible_pair: "Drop one of the two",
  layer_cap: "Drop a LoRA, or raise the cap in policy `stack.caps`",
  stack_cap: "Drop a LoRA, or raise the limit that is named",
  contract_loosened: "Make the later demand at least as strict, or relax the earlier one",
  output_too_large: "Ask for smaller or fewer images, or split the spec",
  contract_contradiction: "Make the output and the contract say the same",
};
