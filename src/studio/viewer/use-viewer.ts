import { type RefObject, useEffect, useRef, useState } from "react";
import type { Point, Sight } from "../../core/view/place-image.ts";
import { FRAME_MS, turn } from "../../core/view/reel.ts";
import { stepZoom, type Zoom } from "../../core/view/zoom.ts";
import { useReducedMotion } from "./use-screen.ts";

/** What stands behind an image's transparent pixels. */
export const BACKGROUNDS = ["checkerboard", "grey", "black", "white"] as const;
export type Background = (typeof BACKGROUNDS)[number];

/** How images are looked at; several views that share it are linked. */
export interface Viewer {
  readonly zoom: Zoom;
  /** What stands in the middle of the view, in image pixels from the image's middle. */
  readonly offset: Point;
  readonly background: Background;
  readonly frame: number;
  /** Number of frames; 1 for a single image. */
  readonly frames: number;
  /** True where the images are frames of one movement, which can play. */
  readonly moves: boolean;
  readonly playing: boolean;
  /** What the first view shows now; null before it is on the page. */
  readonly sight: RefObject<Sight | null>;
  readonly setZoom: (zoom: Zoom) => void;
  readonly zoomBy: (by: 1 | -1) => void;
  readonly setOffset: (offset: Point) => void;
  readonly nextBackground: () => void;
  /** Shows one frame and stops playing. */
  readonly stepTo: (frame: number) => void;
  /** Steps by frames and stops playing. */
  readonly stepFrame: (by: number) => void;
  readonly setPlaying: (playing: boolean) => void;
}

interface ViewerOptions {
  /** Number of images shown in turn. */
  readonly frames: number;
  /** True where they are frames of one movement: they play from the start, unless the person asked for less motion. */
  readonly moves: boolean;
  readonly zoom?: Zoom | undefined;
  /** The image to start with, from 0. */
  readonly frame?: number;
  /** Hears of each change of zoom, e.g. to keep it in the address. */
  readonly onZoom?: (zoom: Zoom) => void;
  /** Hears of each frame that a hand chose; not of those that play. */
  readonly onFrame?: (frame: number) => void;
}

const MIDDLE: Point = { x: 0, y: 0 };

/** State and commands of a view of images. */
export function useViewer({ frames, moves, zoom: given = "fit", frame: first = 0, onZoom, onFrame }: ViewerOptions): Viewer {
  const still = useReducedMotion();
  const [zoom, keepZoom] = useState<Zoom>(given);
  const [offset, setOffset] = useState(MIDDLE);
  const [background, setBackground] = useState<Background>("checkerboard");
  const [counted, count] = useState(first);
  const frame = frames === 0 ? 0 : counted % frames;
  const [playing, setPlaying] = useState(moves && !still);
  const sight = useRef<Sight | null>(null);
  usePlayback(playing && frames > 1, () => count((now) => turn(now, 1, frames)));
  const setZoom = (next: Zoom): void => {
    keepZoom(next);
    if (next === "fit") setOffset(MIDDLE);
    onZoom?.(next);
  };
  const stepTo = (next: number): void => {
    setPlaying(false);
    count(next);
    onFrame?.(next);
  };
  return {
    zoom,
    offset,
    background,
    frame,
    frames,
    moves: moves && frames > 1,
    playing: playing && frames > 1,
    sight,
    setZoom,
    zoomBy: (by) => setZoom(stepZoom(sight.current?.scale ?? 1, by)),
    setOffset,
    nextBackground: () => setBackground((now) => BACKGROUNDS[turn(BACKGROUNDS.indexOf(now), 1, BACKGROUNDS.length)] ?? now),
    stepTo,
    stepFrame: (by) => stepTo(turn(frame, by, frames)),
    setPlaying,
  };
}

/** Calls at a steady rate while it plays. */
function usePlayback(playing: boolean, advance: () => void): void {
  const latest = useRef(advance);
  useEffect(() => {
    latest.current = advance;
  });
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => latest.current(), FRAME_MS);
    return () => clearInterval(timer);
  }, [playing]);
}
