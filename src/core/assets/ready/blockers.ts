import type { Plan } from "../plan/plan.ts";
import type { RefusalCode } from "../plan/reason-code.ts";
import type { Spec } from "../records/spec.ts";
import { LOCK_FILE } from "./lock.ts";
import type { SpecState } from "./spec-state.ts";

/** One thing that stands in a spec's way, with the way out. */
export interface Blocker {
  readonly code: RefusalCode | "not_ready" | "deprecated" | "not_locked" | "stale";
  readonly detail: string;
  readonly hint: string;
}

/**
 * Everything that stands between a spec and `ready`, all at once.
 *
 * @param plan  The plan from the files as they are now.
 * Source: contracts section 2 ("`ready` is refused with every blocker at once"); SPEC.md P65.
 */
export function findBlockers(spec: Spec, plan: Plan): readonly Blocker[] {
  const blockers = plan.explanation.blocked.map(({ reasonCode, detail }): Blocker => {
    const code = reasonCode as RefusalCode;
    return { code, detail, hint: HINTS[code] };
  });
  return spec.status === "deprecated" ? [deprecated(spec), ...blockers] : blockers;
}

/**
 * What keeps a spec from being made, whatever its plan says: it is no ready spec, or the lock does not know it.
 *
 * @returns null for a ready spec that the lock has frozen.
 * Source: contracts section 2 ("`status: ready` without a lock entry is a blocker") and 5; SPEC.md P54.
 */
export function findMakeObstacle(spec: Spec, { unlocked }: Pick<SpecState, "unlocked">): Blocker | null {
  if (spec.status === "deprecated") return deprecated(spec);
  const hint = `Run \`touchstone spec ready ${spec.id}\``;
  if (spec.status === "draft") return { code: "not_ready", detail: `spec \`${spec.id}\` is draft`, hint };
  if (!unlocked) return null;
  return { code: "not_locked", detail: `spec \`${spec.id}\` says ready but is not in ${LOCK_FILE}`, hint };
}

function deprecated({ id }: Spec): Blocker {
  const hint = "Set `status: draft` first if the asset is wanted again";
  return { code: "deprecated", detail: `spec \`${id}\` is deprecated`, hint };
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
  unreadable_workflow: "Export the workflow again and write its bindings in the format of this release",
  invalid_binding: "Correct the binding: name a node, an input and a value as the exported workflow has them",
  missing_binding: "Bind the field to an input in the workflow's bindings",
  seed_not_bound: "Bind `image.seed` to it in the workflow's bindings",
  images_alike: "Bind `image.seed` to the sampler's seed in the workflow's bindings",
  invalid_output_node: "Let `output` of the bindings name the node that saves the image",
  missing_lora_place: "Name the node that loads the model with `loras: { after: … }` in the bindings, or drop the LoRAs",
  missing_reference: "Give the spec as many style anchors as the workflow takes, or choose another workflow",
  missing_vae: "Give the checkpoint a `vae`, or take the VAE from the checkpoint's own file",
};
