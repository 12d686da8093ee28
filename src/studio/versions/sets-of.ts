import { imageName } from "../../core/report/image-name.ts";
import { reelsOf } from "../../core/view/reel.ts";
import { blobUrl } from "../api/blob-url.ts";
import type { ViewedSet } from "../viewer/viewed-image.ts";

/** What a version's images are made of, as lists and evidence both tell it. */
interface VersionImages {
  readonly title: string;
  readonly kind: string;
  readonly images: readonly {
    readonly variant: number;
    readonly part: string | null;
    readonly blob: string;
    readonly width: number;
    readonly height: number;
  }[];
}

/**
 * A version's images as they are looked at: of an animation each take for itself, since frames of two takes are not one
 * movement; of all other kinds everything in one row.
 */
export function setsOf({ title, kind, images }: VersionImages): readonly ViewedSet[] {
  const moves = kind === "animation";
  const reels = reelsOf(images);
  const rows = moves ? reels.map((reel) => reel.images) : [reels.flatMap((reel) => reel.images)];
  return rows.map((row) => ({
    title,
    moves,
    images: row.map((image) => ({
      src: blobUrl(image.blob),
      name: imageName(image),
      width: image.width,
      height: image.height,
    })),
  }));
}
