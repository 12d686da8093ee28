import type { ImageRecord } from "../assets/evidence.ts";

/** What a part is called for people: "frame 3", "hover"; an empty text for a single image. */
export function partLabel(part: string | null): string {
  return part === null ? "" : part.replace(/^frame:/, "frame ").replace(/^[a-z]+:/, "");
}

/** An image's name within its asset, as commands take it: "variant 0, frame 3". */
export function imageName(image: Pick<ImageRecord, "variant" | "part">): string {
  return image.part === null ? `variant ${image.variant}` : `variant ${image.variant}, ${partLabel(image.part)}`;
}
