import type { ReactNode } from "react";
import type { Comparison } from "../../core/trace-view/comparison.ts";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import type { Cause } from "../../core/trace/cause.ts";
import { Ticked } from "../components/Ticked.tsx";
import styles from "./trace.module.css";

interface CauseListProps {
  readonly comparison: Comparison;
  /** What they are compared with, within a sentence. */
  readonly theBefore: string;
  /** The chosen row: its cause is marked. */
  readonly chosen: TraceRow | undefined;
  readonly onChoose: (cause: number) => void;
}

/** Why two traces differ: each cause once, with how much follows from it. */
export function CauseList({ comparison, theBefore, chosen, onChoose }: CauseListProps): ReactNode {
  const { causes, causeRows, equal, warnings } = comparison;
  return (
    <section className={styles.causes} aria-label="Why they differ" tabIndex={0}>
      {equal ? (
        <p>
          <span className={styles.same} aria-hidden="true">
            ✓
          </span>{" "}
          Equal to {theBefore}.
        </p>
      ) : (
        <ol>
          {causes.map((cause, at) => (
            <li key={cause.key + at} aria-current={chosen?.cause === at ? "true" : undefined}>
              <CauseWords cause={cause} onChoose={causeRows[at] === null ? null : () => onChoose(at)} />
            </li>
          ))}
        </ol>
      )}
      {warnings.map((warning) => (
        <p key={warning} className={styles.mute}>
          <Ticked text={warning} />
        </p>
      ))}
    </section>
  );
}

/** A cause that shows at a step leads there. */
function CauseWords({ cause, onChoose }: { readonly cause: Cause; readonly onChoose: (() => void) | null }): ReactNode {
  const { message, detail, folded } = cause;
  return (
    <>
      {onChoose === null ? (
        <span>
          <Ticked text={message} />
        </span>
      ) : (
        <button type="button" className={styles.link} onClick={onChoose}>
          <Ticked text={message} />
        </button>
      )}
      {detail === null ? null : (
        <span className={styles.mute}>
          <Ticked text={detail} />
        </span>
      )}
      {folded === 0 ? null : (
        <span className={styles.mute}>{folded === 1 ? "and 1 that follows" : `and ${folded} that follow`}</span>
      )}
    </>
  );
}
