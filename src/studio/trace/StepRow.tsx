import { memo, type ReactNode } from "react";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import { valueWords } from "../../core/trace-view/value-words.ts";
import type { ViewedStep } from "../../core/trace-view/viewed-trace.ts";
import { Mark } from "../components/Mark.tsx";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

/** How many changes stand in a line; the others are counted. */
const CHIPS = 2;

/** A step in one line: its number, node, first words, the choice taken, what changed, dice and assets. */
export const StepRow = memo(function StepRow({ model, row }: { readonly model: TraceModel; readonly row: TraceRow }): ReactNode {
  const step = model.view.steps[row.actual ?? -1];
  if (step === undefined) return null;
  return (
    <span className={styles.single}>
      <span className={styles.number}>{step.i}</span>
      <span className={styles.place}>{step.place}</span>
      <span className={styles.words}>
        <FirstWords step={step} />
      </span>
      <span className={styles.chose}>{step.chose === null ? "" : `→ ${step.chose}`}</span>
      <span className={styles.chips}>
        <Chips step={step} />
      </span>
      <Signs step={step} />
    </span>
  );
});

/** Who speaks and what is said first; a judgement stands before it. Where nothing is said, what there is to take or to know. */
export function FirstWords({ step }: { readonly step: ViewedStep }): ReactNode {
  const { mark, lines } = step;
  const first = lines[0];
  return (
    <>
      {mark === null ? null : (
        <>
          <Mark look={mark} />{" "}
        </>
      )}
      {first?.speaker == null ? null : <b>{first.speaker} </b>}
      {first === undefined && mark === null ? silentWords(step) : first?.text.replaceAll("`", "")}
    </>
  );
}

function silentWords({ offered, sets, texts }: ViewedStep): string {
  if (offered.length > 0) return offered.map(({ id }) => id).join(", ");
  const written = texts
    .filter(({ isFolded }) => !isFolded)
    .map(({ text }) => text.slice(0, LONGEST_TEXT).replaceAll(/\s+/g, " "));
  if (written.length > 0) return written.join(" → ");
  return sets.map(({ name, new: value }) => `${name} ${shortened(valueWords(value))}`).join(", ");
}

function Chips({ step: { sets } }: { readonly step: ViewedStep }): ReactNode {
  return (
    <>
      {sets.slice(0, CHIPS).map(({ name, new: value }) => (
        <span key={name} className={styles.chip}>
          {name} {shortened(valueWords(value))}
        </span>
      ))}
      {sets.length > CHIPS ? <span className={styles.mute}>+{sets.length - CHIPS}</span> : null}
    </>
  );
}

const LONGEST_VALUE = 16;
/** More of a text does not fit beside another one. */
const LONGEST_TEXT = 160;

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** How many values were drawn and assets met. */
function Signs({ step: { draws, assets, refused } }: { readonly step: ViewedStep }): ReactNode {
  return (
    <span className={styles.signs}>
      <Sign sign="⚄" count={draws.length} word="drawn" />
      <Sign sign="▣" count={assets.length} word="assets" />
      <Sign sign="⊘" count={refused.length} word="refused" />
    </span>
  );
}

function Sign({ sign, count, word }: { readonly sign: string; readonly count: number; readonly word: string }): ReactNode {
  return (
    <span title={count === 0 ? undefined : `${count} ${word}`}>
      {count === 0 ? null : (
        <>
          <span aria-hidden="true">{sign}</span>
          {count === 1 ? "" : count}
          <span className="visually-hidden"> {word}</span>
        </>
      )}
    </span>
  );
}
