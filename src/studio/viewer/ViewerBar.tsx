import type { ReactNode } from "react";
import { COMPARE_MODES, type CompareMode } from "../../core/view/compare-mode.ts";
import { scaleOf, scaleWords } from "../../core/view/zoom.ts";
import { ToolButton } from "./ToolButton.tsx";
import type { Comparison } from "./use-compare.ts";
import { useDevicePixelRatio } from "./use-screen.ts";
import type { Viewer } from "./use-viewer.ts";
import { viewerKey } from "./viewer-actions.ts";
import styles from "./ViewerBar.module.css";

interface ViewerBarProps {
  readonly viewer: Viewer;
  /** Given while two images are compared. */
  readonly comparison?: Comparison | undefined;
  /** More tools of the page, e.g. "compare". */
  readonly children?: ReactNode;
}

/** The tools of a view, each with its key: zoom, background, play, how to compare. */
export function ViewerBar({ viewer, comparison, children }: ViewerBarProps): ReactNode {
  return (
    <div className={styles["bar"]} role="toolbar" aria-label="Image tools">
      <ZoomTools viewer={viewer} />
      <ToolButton
        label={`Background: ${viewer.background}. Next`}
        shortcut={viewerKey("background")}
        onPress={viewer.nextBackground}
      >
        <span className={styles["ground"]} data-ground={viewer.background} aria-hidden="true" />
        {viewer.background}
      </ToolButton>
      {viewer.frames > 1 ? <PlayTools viewer={viewer} /> : null}
      {comparison === undefined ? null : <CompareTools comparison={comparison} />}
      {children}
    </div>
  );
}

function ZoomTools({ viewer }: { viewer: Viewer }): ReactNode {
  const dpr = useDevicePixelRatio();
  const shown =
    viewer.zoom === "fit"
      ? "fit"
      : scaleWords(scaleOf({ image: { width: 1, height: 1 }, view: { width: 1, height: 1 }, zoom: viewer.zoom, dpr }).css);
  return (
    <div className={styles["group"]}>
      <ToolButton label="Zoom out" shortcut={viewerKey("zoom-out")} onPress={() => viewer.zoomBy(-1)}>
        <Sign name="minus" />
      </ToolButton>
      <output className={styles["zoom"]} aria-label="Zoom">
        {shown}
      </output>
      <ToolButton label="Zoom in" shortcut={viewerKey("zoom-in")} onPress={() => viewer.zoomBy(1)}>
        <Sign name="plus" />
      </ToolButton>
      <ToolButton label="Fit" shortcut={viewerKey("fit")} pressed={viewer.zoom === "fit"} onPress={() => viewer.setZoom("fit")} />
      <ToolButton
        label="One to one"
        shortcut={viewerKey("one-to-one")}
        pressed={viewer.zoom === 1}
        onPress={() => viewer.setZoom(1)}
      >
        1:1
      </ToolButton>
    </div>
  );
}

function PlayTools({ viewer }: { viewer: Viewer }): ReactNode {
  const word = viewer.moves ? "frame" : "image";
  return (
    <div className={styles["group"]}>
      <ToolButton label={`Previous ${word}`} shortcut={viewerKey("previous-frame")} onPress={() => viewer.stepFrame(-1)}>
        <Sign name="back" />
      </ToolButton>
      {viewer.moves ? (
        <ToolButton
          label={viewer.playing ? "Pause" : "Play"}
          shortcut={viewerKey("play")}
          onPress={() => viewer.setPlaying(!viewer.playing)}
        >
          <Sign name={viewer.playing ? "pause" : "play"} />
        </ToolButton>
      ) : null}
      <ToolButton label={`Next ${word}`} shortcut={viewerKey("next-frame")} onPress={() => viewer.stepFrame(1)}>
        <Sign name="next" />
      </ToolButton>
      <span className={styles["frame"]}>
        {viewer.frame + 1} / {viewer.frames}
      </span>
    </div>
  );
}

const MODE_WORDS: Readonly<Record<CompareMode, string>> = {
  "two-up": "side by side",
  swipe: "swipe",
  blink: "blink",
  difference: "difference",
};

function CompareTools({ comparison }: { comparison: Comparison }): ReactNode {
  return (
    <div className={styles["group"]} role="group" aria-label="Compare">
      {COMPARE_MODES.map((mode) => (
        <ToolButton
          key={mode}
          label={MODE_WORDS[mode]}
          pressed={comparison.mode === mode}
          onPress={() => comparison.setMode(mode)}
        />
      ))}
      <ToolButton label="Next way to compare" shortcut={viewerKey("mode")} onPress={comparison.nextMode}>
        next
      </ToolButton>
      {comparison.mode === "blink" ? (
        <ToolButton
          label={comparison.blinking ? "Stop blinking" : "Blink by itself"}
          onPress={() => comparison.setBlinking(!comparison.blinking)}
        >
          <Sign name={comparison.blinking ? "pause" : "play"} />
        </ToolButton>
      ) : null}
      {comparison.mode === "blink" ? (
        <ToolButton label="Show the other" shortcut={viewerKey("flip")} onPress={comparison.flip} />
      ) : null}
    </div>
  );
}

const SIGNS = {
  minus: "M3 8h10",
  plus: "M3 8h10M8 3v10",
  play: "M4 2.5v11l9-5.5z",
  pause: "M5 3v10M11 3v10",
  back: "M11 3L5 8l6 5",
  next: "M5 3l6 5-6 5",
} as const;

function Sign({ name }: { name: keyof typeof SIGNS }): ReactNode {
  return (
    <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SIGNS[name]} fill={name === "play" ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
