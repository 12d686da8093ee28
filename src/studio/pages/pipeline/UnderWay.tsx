import type { ReactNode } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import { shareWords, stepWords } from "../../../core/board/live-step.ts";
import { useProgress } from "../../api/progress-store.ts";
import { Panel } from "../../components/Panel.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { CardBar } from "./CardCorner.tsx";
import { PreviewPicture } from "./PreviewPicture.tsx";
import styles from "./card-evidence.module.css";

/** Side of the live picture: what fits the inspector at its least width. */
const PICTURE_PX = 240;

/** What a running job does now, how far it is, and how the image under way looks so far. */
export function UnderWay({ card }: { readonly card: BoardCard }): ReactNode {
  const heard = useProgress(card.jobId);
  const words = heard === undefined ? null : stepWords(heard);
  return (
    <Panel title="Under way" aside={<span className={styles.note}>{shareWords(card, heard)}</span>}>
      <div className={styles.underWay}>
        <div className={styles.track}>
          <CardBar card={card} />
        </div>
        <p>{words === null ? "—" : <Ticked text={words} />}</p>
        {/* Servers show pictures of what they draw: its place is kept from the start, so that nothing moves when one comes. */}
        {card.renderer === "comfyui" && card.jobId !== null && (
          <PreviewPicture jobId={card.jobId} box={PICTURE_PX} alt={`${card.title}, as it looks so far`} />
        )}
      </div>
    </Panel>
  );
}
