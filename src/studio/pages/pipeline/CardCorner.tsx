import type { ReactNode } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import { cardCorner, shownProgress } from "../../../core/board/card-words.ts";
import { shareDone, shareWords } from "../../../core/board/live-step.ts";
import { useProgress } from "../../api/progress-store.ts";
import styles from "./pipeline.module.css";
import { useNow } from "../../components/use-now.ts";
import { usePace } from "./use-pace.ts";

/** Progress and time left, the wait until a retry, or since when a card is here. */
export function CardCorner({ card }: { readonly card: BoardCard }): ReactNode {
  const nowMs = useNow();
  const progress = usePace(card);
  return <span className={styles.meta}>{cardCorner(card, { nowMs, progress })}</span>;
}

/** How far a running job is, its stored images and the part of the one under way, as a bar at the foot of its card. */
export function CardBar({ card }: { readonly card: BoardCard }): ReactNode {
  const heard = useProgress(card.jobId);
  const { done, total } = shownProgress(card, heard);
  const share = shareDone(card, heard);
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={`Images of ${card.title}`}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={shareWords(card, heard)}
    >
      <i style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
