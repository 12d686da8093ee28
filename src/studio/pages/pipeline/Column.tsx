import { Link } from "@tanstack/react-router";
import { useId, type ReactNode } from "react";
import type { BoardCard, BoardColumn, Stage } from "../../../core/board/board.ts";
import { STAGE_WORDS } from "../../../core/board/stage-words.ts";
import { Card } from "./Card.tsx";
import styles from "./pipeline.module.css";

interface ColumnProps {
  readonly column: BoardColumn;
  /** The card in the tab order. */
  readonly active: string | undefined;
  readonly isCollapsed: boolean;
  readonly board: {
    readonly onFold: (stage: Stage) => void;
    readonly onMore: (() => void) | undefined;
    readonly selected: string | undefined;
    readonly onOpen: (card: BoardCard) => void;
    readonly renderAction: (card: BoardCard, isActive: boolean) => ReactNode;
  };
}

/** One stage with its cards. What is not listed is counted, never hidden. */
export function Column({ column, active, isCollapsed, board }: ColumnProps): ReactNode {
  const headingId = useId();
  const { stage, total, cards, more } = column;
  const { title, icon, meaning } = STAGE_WORDS[stage];
  if (isCollapsed) {
    return (
      <section className={styles.column} data-collapsed="" data-stage={stage}>
        <button type="button" className={styles.strip} aria-expanded="false" onClick={() => board.onFold(stage)}>
          <span>{title}</span>
          <span className={styles.count}>{total}</span>
        </button>
      </section>
    );
  }
  return (
    <section className={styles.column} aria-labelledby={headingId} data-stage={stage} data-empty={total === 0 ? "" : undefined}>
      <header className={styles.columnHead} data-stage={stage}>
        <h2 id={headingId}>
          <span className={styles.stageIcon} aria-hidden="true">
            {icon}
          </span>
          {title} <span className={styles.count}>{total}</span>
        </h2>
        <button
          type="button"
          className={styles.fold}
          aria-expanded="true"
          aria-label={`Collapse ${title}`}
          onClick={() => board.onFold(stage)}
        >
          <span aria-hidden="true">‹</span>
        </button>
      </header>
      {total === 0 ? (
        <p className={styles.meaning}>
          {meaning}. {stage === "ready" && <Link to="/specs">Make a spec ready</Link>}
        </p>
      ) : (
        <div className={styles.cards} role="grid" aria-labelledby={headingId} aria-rowcount={total}>
          {cards.map((card, index) => (
            <div key={card.spec} className={styles.row} role="row" aria-rowindex={index + 1}>
              <Card
                card={card}
                isActive={card.spec === active}
                isSelected={card.spec === board.selected}
                onOpen={() => board.onOpen(card)}
                action={board.renderAction(card, card.spec === active)}
              />
            </div>
          ))}
        </div>
      )}
      {more > 0 && (
        <p className={styles.more}>
          and {more} more, not listed here{" "}
          {board.onMore !== undefined && (
            <button type="button" className={styles.moreButton} onClick={board.onMore}>
              List them
            </button>
          )}
        </p>
      )}
    </section>
  );
}
