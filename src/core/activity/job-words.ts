import { countOf } from "../checks/words.ts";
import type { AttemptRow, JobRow } from "../events/rows.ts";
import { durationWords } from "../report/duration-words.ts";
import type { EventTone } from "./sentence.ts";

/** A state with its own icon and word, never colour alone. */
interface StateMark {
  readonly icon: string;
  readonly word: string;
  readonly tone: EventTone;
}

const STATE_MARKS: Readonly<Record<JobRow["state"], StateMark>> = {
  queued: { icon: "⋯", word: "queued", tone: "plain" },
  running: { icon: "▸", word: "running", tone: "plain" },
  retry_wait: { icon: "↻", word: "waits to retry", tone: "uncertain" },
  succeeded: { icon: "✓", word: "made", tone: "pass" },
  failed: { icon: "✕", word: "failed", tone: "fail" },
  escalated: { icon: "!", word: "escalated", tone: "exception" },
  canceled: { icon: "–", word: "canceled", tone: "plain" },
};

/** All states in the order of a job's life. */
export const JOB_STATES = Object.keys(STATE_MARKS) as readonly JobRow["state"][];

export function jobStateMark(state: JobRow["state"]): StateMark {
  return STATE_MARKS[state];
}

/** What may be asked of a job in this state: what has not ended can be canceled, what ended without a version tried again. */
export function jobOffers(state: JobRow["state"]): "cancel" | "retry" | null {
  if (state === "queued" || state === "running" || state === "retry_wait") return "cancel";
  return state === "succeeded" ? null : "retry";
}

/** One attempt in words, e.g. `Attempt 2 failed after 1.4 s: no answer in 60 s`. */
export function attemptWords({ attempt, outcome, startedAtMs, endedAtMs, detail }: AttemptRow): string {
  const took = endedAtMs === null ? "" : ` after ${durationWords(endedAtMs - startedAtMs)}`;
  const why = detail === null ? "" : `: ${detail}`;
  switch (outcome) {
    case null:
      return `Attempt ${attempt} runs`;
    case "succeeded":
      return `Attempt ${attempt} made its version${took}`;
    case "failed":
      return `Attempt ${attempt} failed${took}${why}`;
    case "lost":
      return `Attempt ${attempt} was lost${took}: the process that ran it died`;
    case "drained":
      return `Attempt ${attempt} stopped${took}: Touchstone was closed. It does not count`;
    case "canceled":
      return `Attempt ${attempt} was canceled${took}`;
  }
}

/** What a job is about, in one line: its kind, images and place in its chain. */
export function jobLine({ jobType, rendersDone, renders, chainLength, attempt }: JobRow): string {
  const parts = [
    jobType === "make" ? "make" : "made again with the next seed",
    `${rendersDone} of ${countOf(renders, "image")}`,
    ...(attempt > 1 ? [`${attempt} attempts`] : []),
    ...(chainLength > 1 ? [`job ${chainLength} of its chain`] : []),
  ];
  return parts.join(" · ");
}
