import type { ActionWords } from "../../actions/action.ts";

/** What the Environment page calls its actions and which keys they have. */
export const ENVIRONMENT_ACTIONS = [
  { id: "deed", label: "Do what waits", key: "p" },
  { id: "add", label: "Add a node pack", key: "n" },
  { id: "run", label: "Try it in a candidate", key: "r" },
  { id: "open", label: "Open", key: "Enter" },
  { id: "rollback", label: "Roll back", key: "b" },
  { id: "update", label: "Update the node pack", key: "u" },
  { id: "remove", label: "Remove the node pack", key: "x" },
  { id: "compare", label: "Compare with production, or the one before", key: "c" },
  { id: "toggle", label: "Start or stop ComfyUI", key: "s" },
  { id: "restart", label: "Restart ComfyUI", key: "S" },
  { id: "log", label: "ComfyUI’s log", key: "l" },
  { id: "doctor", label: "Look deeper", key: "d" },
  { id: "recover", label: "Settle what was cut off", key: null },
  { id: "next", label: "Next", key: "j / ArrowDown" },
  { id: "previous", label: "Previous", key: "k / ArrowUp" },
] as const satisfies readonly ActionWords[];

export type EnvironmentActionId = (typeof ENVIRONMENT_ACTIONS)[number]["id"];

/** Proposals that one key approves. */
export const PROPOSAL_KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** What can be done with one transaction. */
export const TX_ACTIONS = [
  { id: "promote", label: "Promote", key: "p" },
  { id: "run", label: "Try again", key: "r" },
  { id: "abort", label: "Give it up", key: "a" },
  { id: "log", label: "Go to the log", key: "l" },
  { id: "back", label: "Back to the overview", key: "Escape" },
  ...PROPOSAL_KEYS.map((key) => ({ id: `approve-${key}` as const, label: `Approve proposal ${key}`, key })),
] as const satisfies readonly ActionWords[];

export type TxActionId = (typeof TX_ACTIONS)[number]["id"];
