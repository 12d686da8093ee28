import type { ReactNode } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import styles from "./pipeline.module.css";
import type { BoardCommands } from "./use-board-commands.ts";

interface CardActionProps {
  readonly card: BoardCard;
  /** Only the active card's button is in the tab order. */
  readonly isActive: boolean;
  readonly commands: BoardCommands;
  readonly onOpen: (card: BoardCard) => void;
}

const LABELS = { make: "Make", retry: "Retry", cancel: "Cancel", review: "Review", open: "Open" } as const;

/** The one thing to do with a card. */
export function CardAction({ card, isActive, commands, onOpen }: CardActionProps): ReactNode {
  const { primary } = card;
  if (primary === null || card.pending !== null) return null;
  const run = {
    make: () => commands.make([card]),
    retry: () => commands.retry(card),
    cancel: () => commands.cancel(card),
    review: () => onOpen(card),
    open: () => onOpen(card),
  }[primary];
  return (
    <button
      type="button"
      className={styles.action}
      tabIndex={isActive ? 0 : -1}
      aria-label={`${LABELS[primary]} ${card.title}`}
      onClick={(event) => {
        event.stopPropagation();
        // The button goes when the card moves; the card itself keeps the focus.
        event.currentTarget.closest<HTMLElement>("[data-spec]")?.focus();
        run();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {LABELS[primary]}
    </button>
  );
}
