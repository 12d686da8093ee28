import type { ActionWords } from "../../actions/action.ts";

/** What the Playtest page calls its actions and which keys they have. */
export const PLAYTEST_ACTIONS = [
  { id: "check", label: "Check the goldens", key: "c" },
  { id: "accept-all", label: "Accept all", key: "A" },
  { id: "accept", label: "Accept the chosen", key: "a" },
  { id: "prune", label: "Delete the obsolete", key: "x" },
  { id: "play", label: "Play the suites", key: "r" },
  { id: "explore", label: "Explore the chosen story", key: "e" },
  { id: "open", label: "Open", key: "Enter" },
  { id: "next", label: "Next", key: "j / ArrowDown" },
  { id: "previous", label: "Previous", key: "k / ArrowUp" },
] as const satisfies readonly ActionWords[];

export type PlaytestActionId = (typeof PLAYTEST_ACTIONS)[number]["id"];

/** What can be done with a golden that is shown beside what is played now, and with any trace on the page. */
export const SHOWN_TRACE_ACTIONS = [
  { id: "accept", label: "Accept it", key: "a" },
  { id: "back", label: "Back to the overview", key: "Escape" },
] as const satisfies readonly ActionWords[];

/** What can be done with a story that is shown as a graph. */
export const STORY_ACTIONS = [
  { id: "explore", label: "Explore all of it", key: "e" },
  { id: "guided", label: "Explore by what is new", key: "E" },
  { id: "back", label: "Back to the overview", key: "Escape" },
] as const satisfies readonly ActionWords[];
