import type { Progress } from "../live/messages.ts";
import type { BoardCard } from "./board.ts";
import { shownProgress } from "./card-words.ts";

/** What the stream tells of the image that a job works on now, beside how many are stored. */
export type LiveStep = Pick<Progress, "done" | "total" | "atMs" | "fraction" | "node" | "backend">;

/**
 * How much of a running job is done, 0 to 1: its stored images and the part of the one under way. That part counts only
 * where the stream is not behind the board, else it is of an image that is stored already.
 */
export function shareDone(card: BoardCard, step: LiveStep | undefined): number {
  const { done, total } = shownProgress(card, step);
  if (total === 0) return 0;
  return Math.min(1, (done + partOf(card, step)) / total);
}

/** The same in words, e.g. "2 of 6 images, 45 % of the next". */
export function shareWords(card: BoardCard, step: LiveStep | undefined): string {
  const { done, total } = shownProgress(card, step);
  const part = partOf(card, step);
  const images = `${done} of ${total} ${total === 1 ? "image" : "images"}`;
  return part === 0 || done >= total ? images : `${images}, ${percent(part)} of the next`;
}

/** What is done now and where, e.g. "KSampler, on studio-pc"; null where nothing of it is known. */
export function stepWords({ node, backend }: LiveStep): string | null {
  const where = backend === null ? null : `on ${backend === "builtin" ? "the built-in renderer" : `\`${backend}\``}`;
  const words = [node, where].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(", ");
}

function partOf(card: BoardCard, step: LiveStep | undefined): number {
  if (step === undefined || step.fraction === null || step.done < card.done) return 0;
  return Math.min(1, Math.max(0, step.fraction));
}

/** Rounded down: an image that is not stored is not done. */
function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
