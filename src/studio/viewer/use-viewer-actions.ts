import { useActions } from "../actions/action-store.ts";
import type { Action } from "../actions/action.ts";
import type { Comparison } from "./use-compare.ts";
import type { Viewer } from "./use-viewer.ts";
import { VIEWER_ACTIONS, VIEWER_SCREEN, type ViewerActionId } from "./viewer-actions.ts";

/** Puts the actions of a view of images on show, for as long as it is. */
export function useViewerActions(viewer: Viewer, comparison: Comparison | undefined): void {
  const blinks = comparison?.mode === "blink";
  const deeds: Readonly<Record<ViewerActionId, Pick<Action, "run" | "when">>> = {
    "zoom-in": { run: () => viewer.zoomBy(1) },
    "zoom-out": { run: () => viewer.zoomBy(-1) },
    fit: { run: () => viewer.setZoom("fit") },
    "one-to-one": { run: () => viewer.setZoom(1) },
    background: { run: () => viewer.nextBackground() },
    play: { run: () => viewer.setPlaying(!viewer.playing), when: () => viewer.moves },
    "next-frame": { run: () => viewer.stepFrame(1), when: () => viewer.frames > 1 },
    "previous-frame": { run: () => viewer.stepFrame(-1), when: () => viewer.frames > 1 },
    mode: { run: () => comparison?.nextMode(), when: () => comparison !== undefined },
    flip: { run: () => comparison?.flip(), when: () => blinks },
  };
  useActions(
    VIEWER_SCREEN,
    VIEWER_ACTIONS.map((words) => ({ ...words, ...deeds[words.id] })),
  );
}
