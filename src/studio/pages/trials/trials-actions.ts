import type { ActionWords } from "../../actions/action.ts";

/** What the Trials page calls its actions and which keys they have. */
export const TRIALS_ACTIONS = [
  { id: "run-all", label: "Run all", key: "R" },
  { id: "run", label: "Run the chosen scenario", key: "r" },
  { id: "mark", label: "Mark the chosen run", key: "x" },
  { id: "compare", label: "Compare", key: "c" },
  { id: "open", label: "Open", key: "Enter" },
  { id: "next", label: "Next", key: "j / ArrowDown" },
  { id: "previous", label: "Previous", key: "k / ArrowUp" },
] as const satisfies readonly ActionWords[];

export type TrialsActionId = (typeof TRIALS_ACTIONS)[number]["id"];

/** What can be done with a run. */
export const RUN_ACTIONS = [
  { id: "run", label: "Run it again", key: "r" },
  { id: "compare", label: "Compare with the one before", key: "c" },
  { id: "open", label: "Open the chosen trial", key: "Enter" },
  { id: "next", label: "Next trial", key: "j / ArrowRight" },
  { id: "previous", label: "Previous trial", key: "k / ArrowLeft" },
  { id: "back", label: "Back to the overview", key: "Escape" },
] as const satisfies readonly ActionWords[];

export type RunActionId = (typeof RUN_ACTIONS)[number]["id"];

/** What can be done with a trial's trace beside what its view can. */
export const TRIAL_TRACE_ACTIONS = [
  { id: "next-trial", label: "Next trial", key: "]" },
  { id: "previous-trial", label: "Previous trial", key: "[" },
  { id: "beside", label: "Beside one that went otherwise", key: "b" },
  { id: "back", label: "Back to the run", key: "Escape" },
] as const satisfies readonly ActionWords[];

/** What can be done with two runs beside each other. */
export const COMPARISON_ACTIONS = [
  { id: "swap", label: "Swap them", key: "s" },
  { id: "back", label: "Back to the overview", key: "Escape" },
] as const satisfies readonly ActionWords[];
