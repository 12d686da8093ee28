import type { ReactNode } from "react";
import { boardFacts } from "../../../core/board/card-words.ts";
import type { BoardColumn } from "../../../core/board/board.ts";
import { useLive } from "../../api/live.ts";
import { When } from "../../components/When.tsx";
import { waitsForServer } from "../../../core/board/waits-for-server.ts";
import { WaitingForServer } from "../../backends/ShortageNotice.tsx";
import styles from "./pipeline.module.css";

interface BoardSummaryProps {
  readonly columns: readonly BoardColumn[];
  readonly etaMs: number | null;
  readonly action: ReactNode;
}

/** Stages from which nothing is left to do. */
const SETTLED: readonly string[] = ["approved", "closed"];

function isSettled(columns: readonly BoardColumn[]): boolean {
  return columns.every(({ stage, total }) => total === 0 || SETTLED.includes(stage));
}

/** Says when the board is not what is, but what was; and when nothing is left to do. */
function BoardAge({ isSettled: isDone }: { readonly isSettled: boolean }): ReactNode {
  const { state, heardAtMs } = useLive();
  if (state === "offline") {
    return (
      <p className={styles.asOf} role="status">
        Offline: this is how it stood <When atMs={heardAtMs} />.
      </p>
    );
  }
  return isDone ? <p className={styles.asOf}>All is decided.</p> : null;
}

/** What runs, what waits, until when, and the one thing to do with all of it. */
export function BoardSummary({ columns, etaMs, action }: BoardSummaryProps): ReactNode {
  return (
    <header className={styles.summary}>
      <h1 className="visually-hidden">Pipeline</h1>
      <dl className={styles.facts}>
        {boardFacts(columns, etaMs).map(({ name, text }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <WaitingForServer jobs={columns.flatMap(({ cards }) => cards).filter(waitsForServer).length} />
      <BoardAge isSettled={isSettled(columns)} />
      <div className={styles.summaryAction}>{action}</div>
    </header>
  );
}
