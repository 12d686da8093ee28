import type { OutcomeMark } from "../../core/report/outcome-mark.ts";
import styles from "./mark.module.css";

/** An outcome as icon and word; `iconOnly` leaves the word to screen readers, where it stands in a heading already. */
export function Mark({ look, iconOnly = false }: { look: OutcomeMark; iconOnly?: boolean }) {
  return (
    <span className={`${styles["mark"]} ${styles[look.tone]}`}>
      <span aria-hidden="true">{look.icon}</span>
      <span className={iconOnly ? "visually-hidden" : ""}>{look.word}</span>
    </span>
  );
}
