import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Pixels } from "../../core/checks/check.ts";
import { type Difference, findDifference, paintDifference } from "../../core/view/difference.ts";
import type { ModeProps } from "./compared-pair.ts";
import { boxOf, type Frame, ImageView } from "./ImageView.tsx";
import { readPixels } from "./read-pixels.ts";
import pictureStyles from "./Picture.module.css";
import styles from "./DifferenceView.module.css";

interface Found {
  readonly difference: Difference;
  readonly before: Pixels;
}

/** What differs between two images: the pixels glow where they do, and a line says how many and by how much. */
export function DifferenceView({ compared, viewer, onPixel }: ModeProps): ReactNode {
  const found = useDifference(compared.before.src, compared.after.src);
  const { before, after } = compared;
  const size = { width: Math.max(before.width, after.width), height: Math.max(before.height, after.height) };
  return (
    <div className={styles["difference"]}>
      <ImageView image={size} viewer={viewer} label="What differs" leads onPixel={(pixel) => onPixel(pixel, [before, after])}>
        {(frame) => (found === undefined || found === null ? null : <DifferenceCanvas found={found} frame={frame} />)}
      </ImageView>
      <p className={styles["count"]} role="status">
        {sayDifference(found)}
      </p>
    </div>
  );
}

/** A difference in words, e.g. "312 of 4,096 pixels differ, by at most 48 of 255." */
function sayDifference(found: Found | null | undefined): string {
  if (found === undefined) return "Reading both images…";
  if (found === null) return "One of the two images cannot be read.";
  const { count, maxDelta, width, height } = found.difference;
  if (count === 0) return "No pixel differs.";
  const share = (100 * count) / (width * height);
  const words = `${count.toLocaleString("en")} of ${(width * height).toLocaleString("en")} pixels differ`;
  return `${words} (${share < 0.1 ? "< 0.1" : share.toFixed(1)} %), by at most ${maxDelta} of 255.`;
}

/** Undefined while it is read; null when an image cannot be read. */
function useDifference(before: string, after: string): Found | null | undefined {
  const [state, setState] = useState<{ key: string; found: Found | null }>();
  const key = `${before} ${after}`;
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<Found> => {
      const [first, second] = await Promise.all([readPixels(before), readPixels(after)]);
      return { difference: findDifference(first, second), before: first };
    };
    read().then(
      (found) => (gone ? undefined : setState({ key: `${before} ${after}`, found })),
      () => (gone ? undefined : setState({ key: `${before} ${after}`, found: null })),
    );
    return () => {
      gone = true;
    };
  }, [before, after]);
  return state?.key === key ? state.found : undefined;
}

function DifferenceCanvas({ found, frame }: { found: Found; frame: Frame }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { difference, before } = found;
  useEffect(() => {
    const painted = new ImageData(paintDifference(difference, before), difference.width, difference.height);
    canvas.current?.getContext("2d")?.putImageData(painted, 0, 0);
  }, [difference, before]);
  return (
    <canvas
      ref={canvas}
      width={difference.width}
      height={difference.height}
      className={`${pictureStyles["picture"]} ${frame.exact ? pictureStyles["exact"] : ""}`}
      data-ground="black"
      style={boxOf(frame.placement)}
    />
  );
}
