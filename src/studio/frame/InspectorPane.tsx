import { type PointerEvent, useCallback } from "react";
import { Button } from "../components/Button.tsx";
import { changeInspector, toggleInspector, useInspectorState, WIDTH_PX } from "./inspector-store.ts";
import styles from "./inspector-pane.module.css";

const STEP_PX = 16;

/** The place of the inspector: beside the work, or below it on a narrow screen. */
export function InspectorPane() {
  const { open, widthPx, parts } = useInspectorState();
  const slot = useCallback((element: HTMLElement | null) => changeInspector({ slot: element }), []);
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 1) changeInspector({ widthPx: window.innerWidth - event.clientX });
  };
  if (!open || parts === 0) return null;
  return (
    <aside className={styles["pane"]} style={{ width: widthPx }} aria-label="Inspector">
      <div
        className={styles["edge"]}
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the inspector"
        aria-valuenow={widthPx}
        aria-valuemin={WIDTH_PX.least}
        aria-valuemax={WIDTH_PX.most}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={(event) => {
          const step = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          changeInspector({ widthPx: widthPx + step });
        }}
      />
      <div className={styles["close"]}>
        <Button tone="quiet" aria-label="Hide the inspector" aria-keyshortcuts="i" onClick={toggleInspector}>
          ✕
        </Button>
      </div>
      <div ref={slot} className={styles["slot"]} />
    </aside>
  );
}
