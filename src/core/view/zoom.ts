/** Width and height, in whatever unit the place says. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large an image is shown: as large as fits, or so many screen pixels for each image pixel. */
export type Zoom = "fit" | number;

/** The steps of a person's zoom, in CSS pixels for each image pixel. */
export const ZOOM_STEPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32] as const;

/** Reads a zoom from an address; undefined for what is none of the steps. */
export function readZoom(value: unknown): Zoom | undefined {
  if (value === "fit") return "fit";
  return ZOOM_STEPS.find((step) => String(step) === String(value));
}

/** How an image stands on the screen. */
export interface Scale {
  /** CSS pixels for each image pixel. */
  readonly css: number;
  /** False only for an image that is larger than its place: it is made smaller, so pixels cannot be exact. */
  readonly exact: boolean;
}

/**
 * Turns a zoom into a scale at which one image pixel is always a whole number of device pixels.
 *
 * @param image  Size in image pixels.
 * @param view  The place for it, in CSS pixels.
 * @param zoom  A step, or "fit".
 * @param dpr  Device pixels for each CSS pixel, e.g. 1.25.
 * @returns the scale; an image that does not fit at one device pixel is shown at one half, one third, ...
 */
export function scaleOf({ image, view, zoom, dpr }: { image: Size; view: Size; zoom: Zoom; dpr: number }): Scale {
  if (zoom !== "fit") return { css: Math.max(1, Math.round(zoom * dpr)) / dpr, exact: true };
  const room = Math.min((view.width * dpr) / image.width, (view.height * dpr) / image.height);
  const largest = Math.round((ZOOM_STEPS.at(-1) ?? 1) * dpr);
  if (room >= 1) return { css: Math.min(largest, Math.floor(room)) / dpr, exact: true };
  if (room <= 0) return { css: 1 / dpr, exact: true };
  return { css: 1 / Math.ceil(1 / room) / dpr, exact: false };
}

/** The next step up (`by` 1) or down (`by` -1) from what is shown now; from "fit" it starts at the fitted scale. */
export function stepZoom(shown: number, by: 1 | -1): number {
  // A fitted scale may lie between two steps, and rounding to device pixels moves each of them a little.
  const tolerance = 0.26;
  const steps = by === 1 ? ZOOM_STEPS : ZOOM_STEPS.toReversed();
  const next = steps.find((step) => (by === 1 ? step > shown + tolerance : step < shown - tolerance));
  return next ?? (by === 1 ? ZOOM_STEPS[ZOOM_STEPS.length - 1] : ZOOM_STEPS[0]) ?? 1;
}

/** A scale in words: "4×", "1:1", "½×"-like fractions as "1/3×". */
export function scaleWords(css: number): string {
  const rounded = Number(css.toFixed(2));
  if (rounded === 1) return "1:1";
  return rounded >= 1 ? `${rounded}×` : `1/${Number((1 / css).toFixed(2))}×`;
}
