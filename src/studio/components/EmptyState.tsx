import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

/** What a place says when nothing is there: one sentence that teaches, and one way on. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles["empty"]}>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}
