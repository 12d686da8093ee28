import type { ActionWords } from "../../actions/action.ts";

/** What can be done with a list of records. */
export const RECORDS_ACTIONS = [
  { id: "new", label: "New", key: "n" },
  { id: "filter", label: "Filter", key: "/" },
  { id: "next", label: "Next", key: "j / ArrowDown" },
  { id: "previous", label: "Previous", key: "k / ArrowUp" },
] as const satisfies readonly ActionWords[];

/** What can be done with one record. */
export const RECORD_ACTIONS = [
  { id: "save", label: "Save", key: "Mod+s" },
  { id: "discard", label: "Put changes aside", key: null },
  { id: "side", label: "Reach or file", key: "v" },
] as const satisfies readonly ActionWords[];

/** What can be done while a new record is written. */
export const NEW_RECORD_ACTIONS = [{ id: "create", label: "Create", key: "Mod+s" }] as const satisfies readonly ActionWords[];
