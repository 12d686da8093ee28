import type { BoardCard } from "../../../core/board/board.ts";
import type { ActionWords } from "../../actions/action.ts";

/** What the Pipeline calls its actions and which keys they have. */
export const PIPELINE_ACTIONS = [
  { id: "make", label: "Make", key: "m" },
  { id: "make-ready", label: "Make all that is ready", key: "M" },
  { id: "retry", label: "Try again", key: "r" },
  { id: "cancel", label: "Cancel", key: "." },
  { id: "approve", label: "Approve", key: "a" },
  { id: "reject", label: "Reject", key: "x" },
  { id: "open", label: "Open", key: "Enter" },
  { id: "down", label: "Next card", key: "j / ArrowDown" },
  { id: "up", label: "Previous card", key: "k / ArrowUp" },
  { id: "left", label: "Column to the left", key: "ArrowLeft" },
  { id: "right", label: "Column to the right", key: "ArrowRight" },
] as const satisfies readonly ActionWords[];

export type PipelineActionId = (typeof PIPELINE_ACTIONS)[number]["id"];

/** Which cards an action makes sense for; those that are not named make sense for any. */
const FITS: Readonly<Partial<Record<PipelineActionId, (card: BoardCard) => boolean>>> = {
  make: ({ stage, primary }) => stage === "ready" || primary === "make",
  retry: ({ stage, jobId, versionId }) => jobId !== null && versionId === null && (stage === "exception" || stage === "closed"),
  cancel: ({ stage, jobId }) => jobId !== null && (stage === "queued" || stage === "making"),
  approve: isUndecided,
  reject: isUndecided,
};

function isUndecided({ stage, versionId }: BoardCard): boolean {
  return versionId !== null && (stage === "waiting" || stage === "exception");
}

/** Whether an action makes sense for a card. What is pending waits for its answer. */
export function canDo(id: PipelineActionId, card: BoardCard | undefined): boolean {
  if (card === undefined || card.pending !== null) return false;
  return FITS[id]?.(card) ?? true;
}
