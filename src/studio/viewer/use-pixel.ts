import { useEffect, useRef, useState } from "react";
import type { Point } from "../../core/view/place-image.ts";
import { readPixels } from "./read-pixels.ts";
import type { ViewedImage } from "./viewed-image.ts";

/** Tells which pixel the pointer is on, and of which images; null beside them. */
export type PixelReport = (pixel: Point | null, of: readonly ViewedImage[]) => void;

/** One pixel under the pointer. */
export interface PixelReading extends Point {
  /** Red, green, blue, alpha of each image, 0 to 255; null where an image has no such pixel. */
  readonly colors: readonly (readonly number[] | null)[];
}

/** Reads the colours under the pointer; the images are decoded when the pointer first comes. */
export function usePixel(): { reading: PixelReading | null; report: PixelReport } {
  const [reading, setReading] = useState<PixelReading | null>(null);
  const asked = useRef(0);
  useEffect(() => () => void (asked.current = -1), []);
  const report: PixelReport = (pixel, of) => {
    asked.current += 1;
    const mine = asked.current;
    if (pixel === null) {
      setReading(null);
      return;
    }
    void Promise.all(of.map(async (image) => await colorAt(image, pixel))).then((colors) => {
      if (asked.current === mine) setReading({ ...pixel, colors });
      return undefined;
    });
  };
  return { reading, report };
}

async function colorAt(image: ViewedImage, { x, y }: Point): Promise<readonly number[] | null> {
  // An image that cannot be read has no colours to tell; its place on the page says that it is missing.
  const pixels = await readPixels(image.src).catch(() => null);
  if (pixels === null || x >= pixels.width || y >= pixels.height) return null;
  const at = (y * pixels.width + x) * 4;
  return [...pixels.rgba.subarray(at, at + 4)];
}
