import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import { addInspectorPart, useInspectorState } from "./inspector-store.ts";

/** What a screen shows of what is selected; it appears in the frame's inspector. */
export function Inspector({ children }: { children: ReactNode }) {
  const { slot } = useInspectorState();
  useEffect(addInspectorPart, []);
  return slot === null ? null : createPortal(children, slot);
}
