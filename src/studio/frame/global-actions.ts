import type { ActionWords } from "../actions/action.ts";
import { PLACES } from "./places.ts";

/** What can be done everywhere. */
export const GLOBAL_ACTIONS = [
  { id: "palette", label: "Find anything", key: "Mod+k" },
  { id: "help", label: "Show the keys", key: "?" },
  { id: "inspector", label: "Show or hide the inspector", key: "i" },
  { id: "undo", label: "Undo the last thing", key: "Z" },
  { id: "history", label: "What was done", key: null },
  { id: "back", label: "Back", key: "Escape" },
  { id: "theme", label: "Switch between dark and light", key: null },
  ...PLACES.map(({ id, label, key }) => ({ id: `go-${id}`, label: `Go to ${label}`, key })),
] as const satisfies readonly ActionWords[];
