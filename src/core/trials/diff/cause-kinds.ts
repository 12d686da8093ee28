import type { Cause } from "../../trace/cause.ts";

/** Everything that a difference between two trials can come from. */
export const TRIAL_CAUSE_KINDS = [
  "scenario_changed",
  "recording_changed",
  "trial_changed",
  "model_changed",
  "prompt_changed",
  "tool_added",
  "tool_removed",
  "tool_changed",
  "mock_changed",
  "script_changed",
  "settings_changed",
  "notes_changed",
  "execution_changed",
  "evaluation_changed",
  "environment_changed",
  "user_changed",
  "calls_changed",
  "answer_changed",
  "result_changed",
  "error_changed",
  "step_added",
  "step_removed",
  "usage_changed",
  "vote_changed",
  "assertion_changed",
  "outcome_changed",
] as const;

export type TrialCauseKind = (typeof TRIAL_CAUSE_KINDS)[number];

export type TrialCause = Cause<TrialCauseKind>;
