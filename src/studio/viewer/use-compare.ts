import { useEffect, useState } from "react";
import { COMPARE_MODES, type CompareMode } from "../../core/view/compare-mode.ts";
import { turn } from "../../core/view/reel.ts";
import { useReducedMotion } from "./use-screen.ts";

/** How two images are compared. */
export interface Comparison {
  readonly mode: CompareMode;
  readonly setMode: (mode: CompareMode) => void;
  readonly nextMode: () => void;
  /** Blink: whether the second image is the one that shows. */
  readonly flipped: boolean;
  readonly flip: () => void;
  /** Blink: whether it changes by itself. */
  readonly blinking: boolean;
  readonly setBlinking: (blinking: boolean) => void;
}

/** One change in 400 ms is 1.25 flashes a second; three are the most that is safe to look at (WCAG 2.3.1). */
const BLINK_MS = 400;

/** State and commands of a comparison. Under reduced motion, blink waits for the person's hand. */
export function useCompare(given: CompareMode, onMode?: (mode: CompareMode) => void): Comparison {
  const still = useReducedMotion();
  const [mode, keepMode] = useState(given);
  const [flipped, setFlipped] = useState(false);
  const [blinking, setBlinking] = useState(!still);
  const runs = mode === "blink" && blinking;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => setFlipped((now) => !now), BLINK_MS);
    return () => clearInterval(timer);
  }, [runs]);
  const setMode = (next: CompareMode): void => {
    keepMode(next);
    onMode?.(next);
  };
  return {
    mode,
    setMode,
    nextMode: () => setMode(COMPARE_MODES[turn(COMPARE_MODES.indexOf(mode), 1, COMPARE_MODES.length)] ?? "two-up"),
    flipped,
    flip: () => {
      setBlinking(false);
      setFlipped((now) => !now);
    },
    blinking: runs,
    setBlinking,
  };
}
