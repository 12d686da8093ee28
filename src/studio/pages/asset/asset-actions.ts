import type { ActionWords } from "../../actions/action.ts";

/** What an asset's page calls its actions and which keys they have, beside those of the view of its images. */
export const ASSET_ACTIONS = [
  { id: "approve", label: "Approve", key: "a" },
  { id: "reject", label: "Reject", key: "x" },
  { id: "replay", label: "Replay", key: "p" },
  { id: "again", label: "Make again", key: "n" },
  { id: "compare", label: "Compare with the version before", key: "c / C" },
  { id: "older", label: "Older version", key: "[" },
  { id: "newer", label: "Newer version", key: "]" },
  { id: "take", label: "Next take", key: "t" },
] as const satisfies readonly ActionWords[];

export type AssetActionId = (typeof ASSET_ACTIONS)[number]["id"];
