import type { ReactNode } from "react";
import styles from "./panel.module.css";

/** A titled part of a screen. */
export function Panel({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles["panel"]}>
      <header className={styles["head"]}>
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
