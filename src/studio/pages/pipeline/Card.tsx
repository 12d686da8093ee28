import type { ReactNode } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import { Ticked } from "../../components/Ticked.tsx";
import { CardBar, CardCorner } from "./CardCorner.tsx";
import { CardThumbs } from "./CardThumbs.tsx";
import styles from "./pipeline.module.css";

interface CardProps {
  readonly card: BoardCard;
  /** Whether it is the one card in the tab order. */
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  readonly action: ReactNode;
}

/** One spec: its title, why it is here, its images and the one thing to do. */
export function Card({ card, isActive, isSelected, onOpen, action }: CardProps): ReactNode {
  const why = card.pending ?? card.why;
  return (
    <div
      className={styles.card}
      role="gridcell"
      tabIndex={isActive ? 0 : -1}
      aria-selected={isSelected}
      data-spec={card.spec}
      data-pending={card.pending === null ? undefined : ""}
      onClick={({ currentTarget }) => currentTarget.focus()}
      onDoubleClick={onOpen}
    >
      <div className={styles.titleRow}>
        <span className={styles.title}>{card.title}</span>
        <CardCorner card={card} />
      </div>
      <div className={styles.why}>
        {card.stale && <span className={styles.stale}>⟳ stale · </span>}
        <Ticked text={capital(why)} />
      </div>
      <div className={styles.foot}>
        <CardThumbs card={card} />
        {action}
      </div>
      {card.stage === "making" && <CardBar card={card} />}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
