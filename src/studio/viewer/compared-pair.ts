import type { PixelReport } from "./use-pixel.ts";
import type { Viewer } from "./use-viewer.ts";
import type { ViewedImage, ViewedSet } from "./viewed-image.ts";

/** Two sets of images with what each is called beside the other, e.g. "before" and "after". */
export interface ComparedPair {
  readonly before: ViewedSet;
  readonly after: ViewedSet;
  readonly captions: readonly [string, string];
}

/** One frame of the pair as each mode gets it. */
interface ComparedFrame {
  readonly before: ViewedImage;
  readonly after: ViewedImage;
}

/** What every mode is drawn from. */
export interface ModeProps {
  readonly pair: ComparedPair;
  readonly compared: ComparedFrame;
  readonly viewer: Viewer;
  readonly onPixel: PixelReport;
}
