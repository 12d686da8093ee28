import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import {
  keepInSight,
  middleOf,
  pixelAt,
  placeImage,
  type Placement,
  type Point,
  type Sight,
  zoomAbout,
} from "../../core/view/place-image.ts";
import { scaleOf, scaleWords, type Size, stepZoom } from "../../core/view/zoom.ts";
import { useDevicePixelRatio, useElementSize } from "./use-screen.ts";
import type { Viewer } from "./use-viewer.ts";
import styles from "./ImageView.module.css";

/** What a view draws its picture from. */
export interface Frame {
  readonly placement: Placement;
  /** False where the image had to be made smaller, so that its pixels are not exact. */
  readonly exact: boolean;
}

interface ImageViewProps {
  /** Size of what is shown, in image pixels. */
  readonly image: Size;
  readonly viewer: Viewer;
  /** What is shown, for those who cannot see it. */
  readonly label: string;
  /** True for the view whose scale the zoom steps start from. */
  readonly leads?: boolean;
  /** Hears which pixel the pointer is on; null beside the image. */
  readonly onPixel?: (pixel: Point | null) => void;
  /** A word in the corner, e.g. "before". */
  readonly caption?: string;
  readonly children: (frame: Frame) => ReactNode;
}

/**
 * A place to look at an image: neutral grey around it, whole device pixels, panned by dragging and arrows, zoomed with the
 * wheel about the pointer. What is drawn in it is the caller's matter.
 */
export function ImageView({ image, viewer, label, leads = false, onPixel, caption, children }: ImageViewProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const view = useElementSize(element);
  const { sight, exact } = useSight(image, view, viewer);
  useEffect(() => {
    if (leads) viewer.sight.current = sight;
  });
  useWheelZoom(element, sight, viewer);
  const drag = useDrag(sight, viewer);
  const report = (event: PointerEvent): void => onPixel?.(pixelAt(sight, pointOf(event)));
  return (
    <div
      ref={element}
      className={styles["view"]}
      role="group"
      aria-label={`${label}, ${image.width} × ${image.height} pixels, shown at ${scaleWords(sight.scale)}. Arrows move it.`}
      tabIndex={0}
      data-view=""
      data-movable={image.width * sight.scale > view.width || image.height * sight.scale > view.height || undefined}
      onKeyDown={(event) => panByKey(event, sight, viewer)}
      onPointerDown={drag.start}
      onPointerMove={(event) => {
        drag.move(event);
        report(event);
      }}
      onPointerUp={drag.end}
      onPointerCancel={drag.end}
      onPointerLeave={() => onPixel?.(null)}
    >
      {view.width > 0 && children({ placement: placeImage(sight), exact })}
      {leads ? <span className={styles["scale"]}>{scaleWords(sight.scale)}</span> : null}
      {caption === undefined ? null : <span className={styles["caption"]}>{caption}</span>}
    </div>
  );
}

/** A placement as a style. */
export function boxOf({ left, top, width, height }: Placement): CSSProperties {
  return { left, top, width, height };
}

function useSight(image: Size, view: Size, viewer: Viewer): { sight: Sight; exact: boolean } {
  const dpr = useDevicePixelRatio();
  const { css: scale, exact } = scaleOf({ image, view: within(view), zoom: viewer.zoom, dpr });
  const middle = middleOf(image);
  const wanted = { x: middle.x + viewer.offset.x, y: middle.y + viewer.offset.y };
  const sight = { image, view, scale, centre: wanted, dpr };
  return { sight: { ...sight, centre: keepInSight(sight) }, exact };
}

const ROOM_PX = 16;

/** A fitted image keeps a little surround on every side. */
function within({ width, height }: Size): Size {
  return { width: Math.max(0, width - 2 * ROOM_PX), height: Math.max(0, height - 2 * ROOM_PX) };
}

function lookAt(viewer: Viewer, sight: Sight, centre: Point): void {
  const kept = keepInSight({ ...sight, centre });
  const middle = middleOf(sight.image);
  viewer.setOffset({ x: kept.x - middle.x, y: kept.y - middle.y });
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** One arrow moves by an eighth of the view; with shift by one image pixel. */
function panByKey(event: KeyboardEvent, sight: Sight, viewer: Viewer): void {
  const way = ARROWS[event.key];
  if (way === undefined || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const far = event.shiftKey ? 1 : Math.max(1, Math.round(Math.min(sight.view.width, sight.view.height) / 8 / sight.scale));
  lookAt(viewer, sight, { x: sight.centre.x + way.x * far, y: sight.centre.y + way.y * far });
}

function pointOf(event: { clientX: number; clientY: number; currentTarget: EventTarget }): Point {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

interface Drag {
  readonly start: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly end: () => void;
}

function useDrag(sight: Sight, viewer: Viewer): Drag {
  const from = useRef<{ pointer: Point; centre: Point } | null>(null);
  return {
    start: (event) => {
      if (event.button !== 0 || event.target !== event.currentTarget) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { pointer: pointOf(event), centre: sight.centre };
    },
    move: (event) => {
      if (from.current === null) return;
      const { pointer, centre } = from.current;
      const to = pointOf(event);
      lookAt(viewer, sight, {
        x: centre.x - (to.x - pointer.x) / sight.scale,
        y: centre.y - (to.y - pointer.y) / sight.scale,
      });
    },
    end: () => {
      from.current = null;
    },
  };
}

const WHEEL_STEP_PX = 60;

/** The wheel zooms about the pointer while the view has the focus, or with Ctrl; otherwise the page scrolls as ever. */
function useWheelZoom(element: { readonly current: HTMLElement | null }, sight: Sight, viewer: Viewer): void {
  const latest = useRef({ sight, viewer });
  const turned = useRef(0);
  useEffect(() => {
    latest.current = { sight, viewer };
  });
  useEffect(() => {
    const target = element.current;
    const onWheel = (event: WheelEvent): void => {
      if (target === null || !(event.ctrlKey || event.metaKey || document.activeElement === target)) return;
      event.preventDefault();
      turned.current += event.deltaY;
      if (Math.abs(turned.current) < (event.ctrlKey ? WHEEL_STEP_PX / 6 : WHEEL_STEP_PX)) return;
      zoomByWheel(latest.current, turned.current < 0 ? 1 : -1, pointOf({ ...point(event), currentTarget: target }));
      turned.current = 0;
    };
    target?.addEventListener("wheel", onWheel, { passive: false });
    return () => target?.removeEventListener("wheel", onWheel);
  }, [element]);
}

function point({ clientX, clientY }: WheelEvent): { clientX: number; clientY: number } {
  return { clientX, clientY };
}

function zoomByWheel({ sight, viewer }: { sight: Sight; viewer: Viewer }, by: 1 | -1, pointer: Point): void {
  const zoom = stepZoom(sight.scale, by);
  const { css } = scaleOf({ image: sight.image, view: sight.view, zoom, dpr: sight.dpr });
  viewer.setZoom(zoom);
  lookAt(viewer, { ...sight, scale: css }, zoomAbout(sight, pointer, css));
}
