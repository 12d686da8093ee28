import type { ActionWords } from "../actions/action.ts";

/** What the trace view calls its actions and which keys they have. In the Studio `g` alone begins the way to a place. */
export const TRACE_ACTIONS = [
  { id: "next", label: "Next step", key: "j / ArrowDown" },
  { id: "previous", label: "Previous step", key: "k / ArrowUp" },
  { id: "start", label: "First step", key: "Home" },
  { id: "end", label: "Last step", key: "End" },
  { id: "next-difference", label: "Next difference", key: "n" },
  { id: "previous-difference", label: "Previous difference", key: "p" },
  { id: "next-cause", label: "Next cause", key: "N" },
  { id: "first-difference", label: "First difference", key: "g g" },
  { id: "filter", label: "Filter the steps", key: "/" },
  { id: "fork", label: "Fork from here", key: "f" },
  { id: "graph", label: "Steps or graph", key: "v" },
] as const satisfies readonly ActionWords[];

export type TraceActionId = (typeof TRACE_ACTIONS)[number]["id"];

/** The name under which the view's keys are kept and remapped. */
export const TRACE_SCREEN = "trace";
