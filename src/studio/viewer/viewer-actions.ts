import type { ActionWords } from "../actions/action.ts";
import { activeKeys } from "../actions/key-settings.ts";

/** What a view of images calls its actions and which keys they have. */
export const VIEWER_ACTIONS = [
  { id: "zoom-in", label: "Zoom in", key: "+ / =" },
  { id: "zoom-out", label: "Zoom out", key: "-" },
  { id: "fit", label: "Fit the image", key: "0" },
  { id: "one-to-one", label: "One to one", key: "1" },
  { id: "background", label: "Next background", key: "b / B" },
  { id: "play", label: "Play or pause", key: "Space" },
  { id: "next-frame", label: "Next image", key: "." },
  { id: "previous-frame", label: "Previous image", key: "," },
  { id: "mode", label: "Next way to compare", key: "m / M" },
  { id: "flip", label: "Blink: show the other image", key: "f" },
] as const satisfies readonly ActionWords[];

export type ViewerActionId = (typeof VIEWER_ACTIONS)[number]["id"];

/** The name under which a view's keys are kept and remapped. */
export const VIEWER_SCREEN = "viewer";

/** The key that an action of the view answers to now; undefined for none. */
export function viewerKey(id: ViewerActionId): string | undefined {
  const words = VIEWER_ACTIONS.find((action) => action.id === id);
  return words === undefined ? undefined : activeKeys(VIEWER_SCREEN, words)[0];
}
