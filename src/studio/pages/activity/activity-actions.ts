import type { ActionWords } from "../../actions/action.ts";

/** What the Activity page calls its actions and which keys they have. In its lists, arrows, j and k move and Enter opens. */
export const ACTIVITY_ACTIONS = [
  { id: "filter", label: "Filter", key: "/" },
  { id: "list", label: "Go to the list", key: "j / k" },
  { id: "chains", label: "Events by chain", key: "c" },
  { id: "jobs", label: "Events or jobs", key: "t" },
  { id: "newest", label: "Newest events", key: "n" },
  { id: "verify", label: "Verify the record", key: "v" },
] as const satisfies readonly ActionWords[];
