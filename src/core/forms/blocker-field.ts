import type { Blocker } from "../assets/ready/blockers.ts";

/** The field of a spec in which what blocks it is put right, by the blocker's code. */
const FIELDS: Readonly<Partial<Record<Blocker["code"], string>>> = {
  missing_checkpoint: "checkpoint",
  unknown_checkpoint: "checkpoint",
  missing_weights: "checkpoint",
  unsupported_asset_type: "checkpoint",
  output_too_large: "output.width",
  missing_profile: "profile",
  unknown_profile: "profile",
  incompatible_profile: "profile",
  unknown_preset: "promptPolicy.preset",
  unknown_baseline: "baseline",
  baseline_not_allowed: "baseline",
  unknown_tag: "tags",
  unmapped_tag: "tags",
  unknown_entity: "entityLink.entity",
  missing_anchor: "style.anchorRefs",
  unknown_workflow: "workflow",
  unreadable_workflow: "workflow",
  invalid_binding: "workflow",
  missing_binding: "workflow",
  seed_not_bound: "workflow",
  images_alike: "workflow",
  invalid_output_node: "workflow",
  missing_lora_place: "workflow",
  missing_reference: "style.anchorRefs",
  missing_vae: "workflow",
  unknown_lora: "loras",
  incompatible_asset_type: "loras",
  incompatible_pair: "loras",
  wrong_layer: "loras",
  weight_out_of_bounds: "loras",
  no_eligible_release: "loras",
  layer_cap: "loras",
  stack_cap: "loras",
  contract_loosened: "contract.background",
  deprecated: "status",
};

/** The part of the output that a contradicted demand speaks of. */
const CONTRADICTED = [
  { says: "requiredStates", field: "output.states" },
  { says: "frames", field: "output.frames" },
  { says: "size", field: "output.width" },
];

/** Where in a spec's form a blocker is put right; null when it lies in another record, or is a command's matter. */
export function findBlockerField({ code, detail }: Pick<Blocker, "code" | "detail">): string | null {
  // One code speaks of three kinds of records; the sentence says which.
  if (code === "incompatible_checkpoint")
    return /^LoRA/i.test(detail) ? "loras" : /^profile/i.test(detail) ? "profile" : "baseline";
  if (code === "contract_contradiction")
    return CONTRADICTED.find(({ says }) => detail.includes(says))?.field ?? "contract.background";
  return FIELDS[code] ?? null;
}
