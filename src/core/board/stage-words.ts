import type { Stage } from "./board.ts";

/** What a stage is called, and what an empty one says. */
interface StageWords {
  readonly title: string;
  readonly icon: string;
  /** What stands here, in one sentence; also what an empty column teaches. */
  readonly meaning: string;
}

export const STAGE_WORDS: Readonly<Record<Stage, StageWords>> = {
  ready: { title: "Ready", icon: "◇", meaning: "Frozen specs that nothing was made from yet" },
  queued: { title: "Queued", icon: "⋯", meaning: "Jobs that wait for their turn, or for their next attempt" },
  making: { title: "Making", icon: "▸", meaning: "Jobs that draw or check images now" },
  waiting: { title: "Waiting for you", icon: "?", meaning: "Versions that no check could settle: they wait for a person" },
  approved: { title: "Approved", icon: "◆", meaning: "Versions that were approved, by evidence or by a person" },
  exception: { title: "Exception", icon: "!", meaning: "What policy could not settle, with the suggested next step" },
  closed: { title: "Closed", icon: "–", meaning: "Rejected, failed or canceled" },
};

/** Columns that are collapsed until somebody opens them. */
export const COLLAPSED_STAGES: readonly Stage[] = ["closed"];
