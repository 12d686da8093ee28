import type { ReactNode } from "react";
import type { ViewedStep } from "../../core/trace-view/viewed-trace.ts";
import { Button } from "../components/Button.tsx";
import { Ticked } from "../components/Ticked.tsx";
import styles from "./trace.module.css";

interface ChoicesProps {
  readonly step: ViewedStep;
  /** Copies the command that takes a choice; absent where it cannot be played again. */
  readonly onFork?: (choice: string) => void;
}

/** What could be taken, what was, and what could not with the condition that failed. */
export function Choices({ step: { offered, refused, chose }, onFork }: ChoicesProps): ReactNode {
  return (
    <ul className={styles.choices}>
      {offered.map(({ id, text }) => (
        <li key={id} aria-current={id === chose ? "true" : undefined}>
          <span className={styles.sign} aria-hidden="true">
            {id === chose ? "●" : chose === null ? "✓" : "○"}
          </span>
          <span>
            <Ticked text={text === "" ? id : text} /> <Id id={id} text={text} />
            <span className="visually-hidden">{id === chose ? ", taken" : chose === null ? "" : ", offered"}</span>
          </span>
          {onFork === undefined || id === chose ? null : (
            <Button tone="quiet" aria-label={`Copy the command that takes ${id} here`} onClick={() => onFork(id)}>
              Fork
            </Button>
          )}
        </li>
      ))}
      {refused.map(({ id, text, why }) => (
        <li key={id} className={styles.refused}>
          <span className={styles.sign} aria-hidden="true">
            ⊘
          </span>
          <span>
            <Ticked text={text === "" ? id : text} /> <Id id={id} text={text} />
            <span className={styles.why}>
              <Ticked text={why} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The choice's own name, where its words do not say it. */
function Id({ id, text }: { readonly id: string; readonly text: string }): ReactNode {
  return id === text || text === "" ? null : <code className={styles.mute}>{id}</code>;
}
