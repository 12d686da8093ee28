import type { ActionWords } from "../../actions/action.ts";

/** What the Library calls its actions and which keys they have. */
export const LIBRARY_ACTIONS = [
  { id: "open", label: "Look at it", key: "Enter", primary: true },
  { id: "compare", label: "Compare the two selected", key: "c / C" },
  { id: "page", label: "Open its page", key: "o" },
  { id: "approve", label: "Approve", key: "a" },
  { id: "reject", label: "Reject", key: "x" },
  { id: "filter", label: "Filter by words", key: "/" },
  { id: "clear", label: "Clear all filters", key: null },
  { id: "larger", label: "Larger cells", key: "+ / =" },
  { id: "smaller", label: "Smaller cells", key: "-" },
] as const satisfies readonly (ActionWords & { readonly primary?: boolean })[];

export type LibraryActionId = (typeof LIBRARY_ACTIONS)[number]["id"];

/** What the lightbox calls its own actions, beside those of the view in it. */
export const LIGHTBOX_ACTIONS = [
  { id: "close", label: "Close", key: "Escape" },
  { id: "next", label: "Next asset", key: "j / ]" },
  { id: "previous", label: "Previous asset", key: "k / [" },
  { id: "take", label: "Next take", key: "t" },
  { id: "page", label: "Open its page", key: "o" },
] as const satisfies readonly ActionWords[];

export type LightboxActionId = (typeof LIGHTBOX_ACTIONS)[number]["id"];
