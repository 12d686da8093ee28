import type { ActionWords } from "../actions/action.ts";

/** What can be done in the page of a trace beside what its view can, and what can be done everywhere. */
export const FILE_ACTIONS = [
  { id: "next-trace", label: "Next trace", key: "]" },
  { id: "previous-trace", label: "Previous trace", key: "[" },
] as const satisfies readonly ActionWords[];
