import type { Cause } from "../../trace/cause.ts";

/** Everything that a difference between two playtests can come from. */
export const CAUSE_KINDS = [
  "story_changed",
  "format_version_changed",
  "worldline_changed",
  "pov_changed",
  "seed_changed",
  "policy_changed",
  "config_changed",
  "variable_default_changed",
  "choice_added",
  "choice_removed",
  "choice_renamed",
  "choice_relabelled",
  "choices_reordered",
  "choice_taken_changed",
  "condition_flipped",
  "condition_changed",
  "draw_count_changed",
  "draw_value_changed",
  "text_changed",
  "target_changed",
  "node_inserted",
  "node_removed",
  "order_drift",
  "assets_changed",
  "value_changed",
  "ending_changed",
  "outcome_changed",
] as const;

export type CauseKind = (typeof CAUSE_KINDS)[number];

export type PlaytestCause = Cause<CauseKind>;
