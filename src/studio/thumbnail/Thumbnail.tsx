import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { scaleOf, type Size } from "../../core/view/zoom.ts";
import { useDevicePixelRatio } from "../viewer/use-screen.ts";
import { findThumbnail, requestThumbnail } from "./thumbnail-pool.ts";
import styles from "./Thumbnail.module.css";

interface ThumbnailProps {
  readonly src: string;
  /** Size of the image in its own pixels. */
  readonly image: Size;
  /** Side of the square that it stands in, in CSS pixels. */
  readonly side: number;
}

/**
 * A small picture of an image in a square: as many whole device pixels for each of its own as fit, nearest neighbour,
 * checkerboard behind alpha. It is drawn at once where it was seen before. Decorative: what holds it names it.
 */
export function Thumbnail({ src, image, side }: ThumbnailProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dpr = useDevicePixelRatio();
  const [broken, setBroken] = useState<string | null>(null);
  const { css, exact } = scaleOf({ image, view: { width: side, height: side }, zoom: "fit", dpr });
  useLayoutEffect(() => {
    const bitmap = findThumbnail(src);
    if (bitmap !== undefined) draw(canvas.current, bitmap);
  }, [src]);
  useEffect(() => {
    if (findThumbnail(src) !== undefined) return undefined;
    let gone = false;
    const request = requestThumbnail(src);
    void request.bitmap.then((bitmap) => {
      if (gone) return undefined;
      if (bitmap === null) setBroken(src);
      else draw(canvas.current, bitmap);
      return undefined;
    });
    return () => {
      gone = true;
      request.cancel();
    };
  }, [src]);
  if (broken === src) return <span className={styles["broken"]}>cannot be read</span>;
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      className={styles["thumbnail"]}
      data-exact={exact || undefined}
      style={{ width: image.width * css, height: image.height * css }}
    />
  );
}

function draw(canvas: HTMLCanvasElement | null, bitmap: ImageBitmap): void {
  if (canvas === null) return;
  // Setting the size clears the canvas, so that a cell that is used again never shows two pictures on one another.
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
}
