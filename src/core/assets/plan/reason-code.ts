import type { WorkflowCode } from "../../workflow/workflow-problem.ts";

/** Why a plan is blocked, or why a candidate that is only preferred was left out. */
export type RefusalCode =
  | "missing_checkpoint"
  | "unknown_checkpoint"
  | "unsupported_asset_type"
  | "output_too_large"
  | "missing_profile"
  | "unknown_profile"
  | "incompatible_checkpoint"
  | "unknown_preset"
  | "unknown_baseline"
  | "baseline_not_allowed"
  | "incompatible_profile"
  | "unknown_tag"
  | "unmapped_tag"
  | "unknown_entity"
  | "missing_anchor"
  | "unknown_workflow"
  | "missing_weights"
  | "unknown_lora"
  | "incompatible_asset_type"
  | "wrong_layer"
  | "weight_out_of_bounds"
  | "no_eligible_release"
  | "incompatible_pair"
  | "layer_cap"
  | "stack_cap"
  | "contract_loosened"
  | "contract_contradiction"
  | WorkflowCode;

/** Why something changes nothing, though nothing is wrong with it. */
export type IdleCode =
  | "not_chosen"
  | "layer_not_used"
  | "already_in_stack"
  | "override_not_allowed"
  | "order_not_explicit"
  | "no_entity";

/** Stable reasons, for scripts and people alike. */
export type ReasonCode = "named" | "anchor" | "fits" | IdleCode | RefusalCode;
