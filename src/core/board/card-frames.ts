import type { BoardCard } from "./board.ts";

/** Frames side by side on a card: what fits beside its button. */
const SHOWN = 3;

/** What stands in the frames of a card. There are as many with a live picture as without, so that nothing moves. */
export interface CardFrames {
  readonly thumbs: BoardCard["thumbs"];
  /** Whether the frame after them shows how the image under way looks so far. */
  readonly live: boolean;
  /** Frames of images that are still to come. */
  readonly toCome: number;
  /** Images beyond the frames. */
  readonly more: number;
}

/**
 * Chooses what a card shows of its images: the first ones, then the one under way while a picture of it is there, then empty
 * frames for those to come. Where all frames are taken, the live picture takes the last.
 *
 * @param preview  Which picture of the image under way is there; null for none.
 */
export function cardFrames({ stage, thumbs, total }: BoardCard, preview: number | null): CardFrames {
  const isMaking = stage === "making";
  const all = thumbs.length === 0 && !isMaking ? 0 : total;
  const live = isMaking && preview !== null && thumbs.length < all;
  const shown = thumbs.slice(0, live ? SHOWN - 1 : SHOWN);
  const toCome = Math.max(0, Math.min(SHOWN, all) - shown.length - (live ? 1 : 0));
  return { thumbs: shown, live, toCome, more: Math.max(0, all - SHOWN) };
}
