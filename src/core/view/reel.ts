/** Names one image of a version. */
interface Named {
  readonly variant: number;
  readonly part: string | null;
}

/** One take of an asset: its images in order, e.g. the frames of one variant. */
export interface Reel<I extends Named = Named> {
  readonly variant: number;
  readonly images: readonly I[];
}

/** Time between two frames, in ms: eight frames a second, as the contact sheet plays them. */
export const FRAME_MS = 125;

/** Groups a version's images by variant, in their own order; frames stand by number. */
export function reelsOf<I extends Named>(images: readonly I[]): readonly Reel<I>[] {
  const byVariant = Map.groupBy(images, (image) => image.variant);
  return [...byVariant]
    .toSorted(([a], [b]) => a - b)
    .map(([variant, own]) => ({ variant, images: own.toSorted((a, b) => frameOf(a) - frameOf(b)) }));
}

/** A frame's number; images that are no frames keep their order. */
function frameOf({ part }: Named): number {
  const number = part === null ? null : /^frame:(\d+)$/.exec(part);
  return number === null ? 0 : Number(number[1]);
}

/** Turns an index in a circle: one past the last is the first. */
export function turn(index: number, by: number, count: number): number {
  return count === 0 ? 0 : (((index + by) % count) + count) % count;
}
