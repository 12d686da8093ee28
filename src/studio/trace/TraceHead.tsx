import type { ReactNode } from "react";
import { Digest } from "../components/Digest.tsx";
import { Mark } from "../components/Mark.tsx";
import { Ticked } from "../components/Ticked.tsx";
import { wordsOfKind } from "./kind-words.ts";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

/** What was played and how it ended; of two traces, what each of them came to. */
export function TraceHead({
  model: { view, golden, rows },
  actions,
}: {
  readonly model: TraceModel;
  readonly actions: ReactNode;
}): ReactNode {
  const sameEnd = golden !== null && golden.end.mark.word === view.end.mark.word && golden.end.text === view.end.text;
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h2>{view.title}</h2>
        <End view={view} />
        {golden === null || sameEnd ? null : (
          <span className={styles.was}>
            {wordsOfKind(view.kind).theBefore}: <End view={golden} />
          </span>
        )}
        <span className={styles.mute}>{countWords(view.steps.length)}</span>
        {actions === undefined ? null : <div className={styles.deeds}>{actions}</div>}
      </div>
      <dl className={styles.facts}>
        {view.facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>digest</dt>
          <dd>
            <Digest value={view.digest} />
          </dd>
        </div>
      </dl>
      {rows.length === 0 ? <p className={styles.mute}>It has no steps.</p> : null}
    </header>
  );
}

function End({ view: { end } }: { readonly view: TraceModel["view"] }): ReactNode {
  return (
    <span className={styles.end}>
      <Mark look={end.mark} />
      {end.text === null ? null : (
        <span>
          <Ticked text={end.text} />
        </span>
      )}
    </span>
  );
}

function countWords(steps: number): string {
  return steps === 1 ? "1 step" : `${steps.toLocaleString("en-GB")} steps`;
}
