import { memo, type ReactNode } from "react";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import type { ViewedStep } from "../../core/trace-view/viewed-trace.ts";
import { FirstWords } from "./StepRow.tsx";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

interface ComparedRowProps {
  readonly model: TraceModel;
  readonly row: TraceRow;
}

/** A step of the golden and the one that stands for it, with a sign between them: ≠ changed, − gone, + new. */
export const ComparedRow = memo(function ComparedRow({ model, row }: ComparedRowProps): ReactNode {
  const [golden, actual] = [model.golden?.steps[row.golden ?? -1], model.view.steps[row.actual ?? -1]];
  const { sign, word, tone } = signOf(row);
  return (
    <span className={styles.compared}>
      <Half step={golden} />
      <span className={`${styles.between} ${tone}`}>
        {row.cause === null ? null : (
          <span className={styles.flag} title="A cause shows here">
            ⚑<span className="visually-hidden">a cause shows here, </span>
          </span>
        )}
        <span aria-hidden="true">{sign}</span>
        <span className="visually-hidden">{word}</span>
      </span>
      <Half step={actual} />
    </span>
  );
});

function Half({ step }: { readonly step: ViewedStep | undefined }): ReactNode {
  if (step === undefined) return <span className={`${styles.half} ${styles.gap}`} />;
  return (
    <span className={styles.half}>
      <span className={styles.number}>{step.i}</span>
      <span className={styles.place}>{step.place}</span>
      <span className={styles.words}>
        <FirstWords step={step} />
      </span>
      <span className={styles.chose}>{step.chose === null ? "" : `→ ${step.chose}`}</span>
    </span>
  );
}

function signOf({ golden, actual, differs }: TraceRow): { readonly sign: string; readonly word: string; readonly tone: string } {
  if (golden === null) return { sign: "+", word: "new", tone: styles.new ?? "" };
  if (actual === null) return { sign: "−", word: "gone", tone: styles.gone ?? "" };
  return differs ? { sign: "≠", word: "changed", tone: styles.changed ?? "" } : { sign: "", word: "equal", tone: "" };
}
