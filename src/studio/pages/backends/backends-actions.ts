import type { ActionWords } from "../../actions/action.ts";

/** What can be done with the renderers of the project. */
export const BACKENDS_ACTIONS = [
  { id: "add", label: "Add a server", key: "n" },
  { id: "ask", label: "Ask all servers again", key: "R" },
  { id: "toggle", label: "Switch on or off", key: "o" },
  { id: "test", label: "Test again", key: "t" },
  { id: "change", label: "Change", key: "e" },
  { id: "remove", label: "Remove", key: "x" },
  { id: "models", label: "Find a model", key: "/" },
  { id: "next", label: "Next backend", key: "j / ArrowDown" },
  { id: "previous", label: "Previous backend", key: "k / ArrowUp" },
] as const satisfies readonly ActionWords[];

export type BackendsActionId = (typeof BACKENDS_ACTIONS)[number]["id"];
