import type { Size } from "../../core/view/zoom.ts";

/** One image to look at. */
export interface ViewedImage extends Size {
  /** Where its bytes are. */
  readonly src: string;
  /** Its name within its asset, e.g. "variant 0, frame 3". */
  readonly name: string;
}

/** Images shown in turn, e.g. the frames of one variant, or a single one. */
export interface ViewedSet {
  /** What they are images of, e.g. "Ember sword". */
  readonly title: string;
  readonly images: readonly ViewedImage[];
  /** True where the images are frames of one movement. */
  readonly moves: boolean;
}

/** The image of a set at a frame number; a shorter set begins again. */
export function imageAt({ images }: ViewedSet, frame: number): ViewedImage | undefined {
  return images[images.length === 0 ? 0 : frame % images.length];
}
