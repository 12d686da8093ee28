import { durationWords } from "../report/duration-words.ts";
import type { BoardCard } from "./board.ts";

/** How far a job was when somebody looked: images stored, of how many, at which epoch ms. */
export interface ProgressSample {
  readonly done: number;
  readonly total: number;
  readonly atMs: number;
}

/** What a card's corner is made from. */
export interface CardLook {
  /** Progress when it was first seen and now; undefined while nothing is known beyond the card itself. */
  readonly progress: { readonly first: ProgressSample; readonly last: ProgressSample } | undefined;
  readonly nowMs: number;
}

/**
 * The time that a job still needs, from the pace that was watched; null while no image was stored since it was first seen.
 * What was stored before says nothing about the pace: it may come from an earlier attempt.
 */
export function remainingMs(first: ProgressSample, last: ProgressSample): number | null {
  const made = last.done - first.done;
  if (made <= 0 || last.atMs <= first.atMs) return null;
  return ((last.atMs - first.atMs) / made) * Math.max(0, last.total - last.done);
}

/** The corner of a card: progress with the time left where one is known, the wait until a retry, else since when it is here. */
export function cardCorner(card: BoardCard, { progress, nowMs }: CardLook): string {
  if (card.pending !== null) return "…";
  if (card.stage === "making") {
    const { done, total } = shownProgress(card, progress?.last);
    const left = progress === undefined ? null : remainingMs(progress.first, progress.last);
    return `${done}/${total} · ${left === null ? "—" : durationWords(roundUp(left))}`;
  }
  if (card.dueAtMs !== null) {
    return card.dueAtMs > nowMs ? `retry in ${durationWords(roundUp(card.dueAtMs - nowMs))}` : "retry due";
  }
  return card.since === null ? "" : ageWords(nowMs - card.since);
}

/** The further of what the board and the stream say: the stream is ahead while a job runs, the board after a reconnect. */
export function shownProgress(
  card: BoardCard,
  last: ProgressSample | undefined,
): { readonly done: number; readonly total: number } {
  if (last === undefined || last.done <= card.done) return { done: card.done, total: card.total };
  return { done: last.done, total: last.total };
}

/** An age in its one largest unit, for a corner has no room: `now`, `40 s`, `3 min`, `2 h`, `5 d`. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 5) return "now";
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Whole seconds, so that a countdown does not flicker and ends at 1. */
function roundUp(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

/** What runs and waits, in words; the ETA of all is unknown rather than zero where it is not known. */
export function boardFacts(
  columns: readonly { readonly stage: string; readonly total: number }[],
  etaMs: number | null,
): readonly { readonly name: string; readonly text: string }[] {
  const count = (stage: string): number => columns.find((one) => one.stage === stage)?.total ?? 0;
  const works = count("making") + count("queued") > 0;
  return [
    { name: "Making", text: String(count("making")) },
    { name: "Queued", text: String(count("queued")) },
    { name: "Waiting for you", text: String(count("waiting") + count("exception")) },
    { name: "All done in", text: works && etaMs !== null ? `about ${durationWords(roundUp(etaMs))}` : "—" },
  ];
}
