import type { ActionWords } from "../../actions/action.ts";

/** What can be done with the list of specs. */
export const SPECS_ACTIONS = [
  { id: "new", label: "New spec", key: "n" },
  { id: "filter", label: "Filter", key: "/" },
  { id: "next", label: "Next spec", key: "j / ArrowDown" },
  { id: "previous", label: "Previous spec", key: "k / ArrowUp" },
  { id: "open", label: "Open", key: "Enter" },
  { id: "ready", label: "Ready", key: "r" },
  { id: "rebind", label: "Rebind", key: "b" },
  { id: "make", label: "Make", key: "m" },
] as const satisfies readonly ActionWords[];

/** What can be done with one spec. */
export const SPEC_ACTIONS = [
  { id: "save", label: "Save", key: "Mod+s" },
  { id: "discard", label: "Put changes aside", key: null },
  { id: "ready", label: "Ready", key: "r" },
  { id: "rebind", label: "Rebind", key: "b" },
  { id: "make", label: "Make", key: "m" },
  { id: "switch", label: "Switch checkpoint", key: "c" },
  { id: "side", label: "Plan or file", key: "v" },
] as const satisfies readonly ActionWords[];

/** What can be done while a new spec is asked for, step by step. */
export const NEW_SPEC_ACTIONS = [
  { id: "next", label: "Next step", key: "Mod+Enter" },
  { id: "side", label: "Plan or file", key: "v" },
] as const satisfies readonly ActionWords[];
