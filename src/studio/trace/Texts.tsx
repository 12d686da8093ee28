import type { ReactNode } from "react";
import type { ViewedStep, ViewedText } from "../../core/trace-view/viewed-trace.ts";
import styles from "./trace.module.css";

/** What is shown as it was written, e.g. the arguments of a call. */
export function Texts({ step: { texts } }: { readonly step: ViewedStep }): ReactNode {
  return texts.filter(({ isFolded }) => !isFolded).map((text) => <Plain key={text.name} text={text} />);
}

function Plain({ text: { name, text } }: { readonly text: ViewedText }): ReactNode {
  return (
    <div className={styles.text}>
      <h4>{name}</h4>
      <pre tabIndex={0} aria-label={name}>
        {text}
      </pre>
    </div>
  );
}

/** What only who asks for it is shown: each opens by itself. */
export function FoldedTexts({ step: { texts } }: { readonly step: ViewedStep }): ReactNode {
  return texts
    .filter(({ isFolded }) => isFolded)
    .map(({ name, text }) => (
      <details key={name} className={styles.text}>
        <summary>{name}</summary>
        <pre tabIndex={0} aria-label={name}>
          {text}
        </pre>
      </details>
    ));
}

/** What is known of a step beside what happened. */
export function StepFacts({ step: { facts } }: { readonly step: ViewedStep }): ReactNode {
  if (facts.length === 0) return null;
  return (
    <dl className={styles.stepFacts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
