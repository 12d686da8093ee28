import type { KeyboardEvent, ReactNode } from "react";
import type { BoardCard, BoardColumn, Stage } from "../../../core/board/board.ts";
import type { Step } from "../../../core/board/step-focus.ts";
import { Column } from "./Column.tsx";
import styles from "./pipeline.module.css";
import type { BoardFocus } from "./use-board-focus.ts";

interface BoardProps {
  readonly columns: readonly BoardColumn[];
  readonly collapsed: ReadonlySet<Stage>;
  readonly onFold: (stage: Stage) => void;
  /** Lists what is not listed yet; undefined where all that can be is. */
  readonly onMore: (() => void) | undefined;
  readonly selected: string | undefined;
  readonly focus: BoardFocus;
  readonly onOpen: (card: BoardCard) => void;
  /** The card's one button; it stands in the tab order only on the active card. */
  readonly renderAction: (card: BoardCard, isActive: boolean) => ReactNode;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "first",
  End: "last",
};

/** All specs by stage. One card is in the tab order; arrows move to the others, also while they are held down. */
export function Board(props: BoardProps): ReactNode {
  const { columns, collapsed, focus } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focus.step(step);
  };
  return (
    <div className={styles.board} ref={focus.boardRef} onKeyDown={onKeyDown} onFocus={focus.onFocus} onBlur={focus.onBlur}>
      {columns.map((column) => (
        <Column
          key={column.stage}
          column={column}
          active={focus.active}
          isCollapsed={collapsed.has(column.stage)}
          board={props}
        />
      ))}
    </div>
  );
}
