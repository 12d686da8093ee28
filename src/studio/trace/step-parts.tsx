import type { ReactNode } from "react";
import { valueWords } from "../../core/trace-view/value-words.ts";
import type { ViewedStep } from "../../core/trace-view/viewed-trace.ts";
import { Digest } from "../components/Digest.tsx";
import { Ticked } from "../components/Ticked.tsx";
import styles from "./trace.module.css";

/** What is said, line by line. */
export function Lines({ step: { lines } }: { readonly step: ViewedStep }): ReactNode {
  return (
    <div className={styles.lines}>
      {lines.map(({ speaker, text }, at) => (
        <p key={at}>
          {speaker === null ? null : <b>{speaker}: </b>}
          <Ticked text={text} />
        </p>
      ))}
    </div>
  );
}

/** What was drawn at random, from which stream, and by what. */
export function Draws({ step: { draws } }: { readonly step: ViewedStep }): ReactNode {
  return (
    <ul className={styles.plain}>
      {draws.map(({ stream, n, value, by }) => (
        <li key={`${stream} ${n}`}>
          <span aria-hidden="true">⚄</span> <b>{value}</b>{" "}
          <span className={styles.mute}>
            {stream} draw {n}, by <code>{by}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Assets that were met, as the screen can show them. */
export function Assets({
  step: { assets },
  show,
}: {
  readonly step: ViewedStep;
  readonly show: ((id: string) => ReactNode) | undefined;
}): ReactNode {
  return (
    <ul className={styles.assets}>
      {assets.map((id) => (
        <li key={id}>{show?.(id) ?? (id.startsWith("sha256:") ? <Digest value={id} label="image" /> : <code>{id}</code>)}</li>
      ))}
    </ul>
  );
}

/** What the story told its host. */
export function Emits({ step: { emits } }: { readonly step: ViewedStep }): ReactNode {
  return (
    <ul className={styles.plain}>
      {emits.map(({ name, data }, at) => (
        <li key={at}>
          <code>{name}</code> {data === null ? null : valueWords(data)}
        </li>
      ))}
    </ul>
  );
}
