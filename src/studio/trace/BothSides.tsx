import type { ReactNode } from "react";
import { differingParts } from "../../core/trace-view/same-step.ts";
import type { ViewedStep } from "../../core/trace-view/viewed-trace.ts";
import type { KindWords } from "./kind-words.ts";
import styles from "./trace.module.css";

/** What of a step is shown together, by the parts that it is compared by. */
const PARTS = {
  lines: ["lines"],
  choices: ["offered", "refused", "chose"],
  texts: ["texts"],
  draws: ["draws"],
  assets: ["assets"],
  emits: ["emits"],
} as const satisfies Readonly<Record<string, readonly (keyof ViewedStep)[]>>;

interface BothSidesProps {
  /** Null where the content says itself what it is. */
  readonly title: string | null;
  readonly part: keyof typeof PARTS;
  readonly words: KindWords;
  readonly golden: ViewedStep | undefined;
  readonly actual: ViewedStep | undefined;
  readonly show: (step: ViewedStep) => ReactNode;
}

/** One part of a step: once where the golden's is equal or there is none, else of both. Nothing where neither has any. */
export function BothSides({ title, part, words, golden, actual, show }: BothSidesProps): ReactNode {
  const step = actual ?? golden;
  const has = (one: ViewedStep | undefined): boolean => one !== undefined && PARTS[part].some((name) => isSome(one[name]));
  if (step === undefined || (!has(golden) && !has(actual))) return null;
  const both = golden !== undefined && actual !== undefined ? differingParts(golden, actual) : [];
  const differs = PARTS[part].some((name) => both.includes(name));
  return (
    <section className={styles.part} aria-label={title ?? (part === "texts" ? "As it was written" : "What is said")}>
      {title === null ? null : <h4>{title}</h4>}
      {differs && golden !== undefined && actual !== undefined ? (
        <>
          <Side
            name={words.before}
            tone={words.isGolden ? styles.ofGolden : styles.ofNow}
            step={golden}
            has={has(golden)}
            show={show}
          />
          <Side name={words.after} tone={styles.ofNow} step={actual} has={has(actual)} show={show} />
        </>
      ) : (
        show(step)
      )}
    </section>
  );
}

interface SideProps {
  readonly name: string;
  readonly tone: string | undefined;
  readonly step: ViewedStep;
  readonly has: boolean;
  readonly show: (step: ViewedStep) => ReactNode;
}

function Side({ name, tone, step, has, show }: SideProps): ReactNode {
  return (
    <div className={`${styles.side} ${tone}`}>
      <span className={styles.mute}>{name}</span>
      {has ? show(step) : <span className={styles.mute}>—</span>}
    </div>
  );
}

function isSome(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null;
}
