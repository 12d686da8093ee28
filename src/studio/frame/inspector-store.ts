import { useSyncExternalStore } from "react";
import { keepText, keptParts } from "../keep-text.ts";

/** How the inspector lies; kept in this browser. */
interface InspectorState {
  readonly open: boolean;
  readonly widthPx: number;
  /** Where a screen's own part of it goes; null while the frame has none on show. */
  readonly slot: HTMLElement | null;
  /** How many parts are in it: without any it is not shown. */
  readonly parts: number;
}

const PLACE = "touchstone.inspector";
/** Narrower it could not be read, wider it would be the work itself. In CSS pixels. */
export const WIDTH_PX = { least: 280, most: 640 } as const;
const listeners = new Set<() => void>();
let state: InspectorState = { open: true, widthPx: 360, slot: null, parts: 0, ...readKept() };

function readKept(): Partial<InspectorState> {
  const { open, widthPx } = keptParts<InspectorState>(PLACE);
  return { ...(typeof open === "boolean" ? { open } : {}), ...(typeof widthPx === "number" ? { widthPx } : {}) };
}

/** Changes how the inspector lies. */
export function changeInspector(change: Partial<InspectorState>): void {
  state = { ...state, ...change };
  state = { ...state, widthPx: Math.min(WIDTH_PX.most, Math.max(WIDTH_PX.least, state.widthPx)) };
  for (const listener of listeners) listener();
  keepText(PLACE, JSON.stringify({ open: state.open, widthPx: state.widthPx }));
}

export function addInspectorPart(): () => void {
  changeInspector({ parts: state.parts + 1 });
  return () => changeInspector({ parts: state.parts - 1 });
}

export function toggleInspector(): void {
  changeInspector({ open: !state.open });
}

export function useInspectorState(): InspectorState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => state,
  );
}
