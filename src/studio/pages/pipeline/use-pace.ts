import { useRef } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import type { CardLook, ProgressSample } from "../../../core/board/card-words.ts";
import { useProgress } from "../../api/progress-store.ts";

/** A card's progress as it was first seen and as it is now; undefined while nothing was heard of its job. */
export function usePace(card: BoardCard): CardLook["progress"] {
  const jobId = card.stage === "making" ? card.jobId : null;
  const heard = useProgress(jobId);
  const first = useRef<ProgressSample & { readonly jobId: string }>(undefined);
  if (heard === undefined || jobId === null) return undefined;
  if (first.current?.jobId !== jobId) first.current = { ...heard, jobId };
  return { first: first.current, last: heard };
}
