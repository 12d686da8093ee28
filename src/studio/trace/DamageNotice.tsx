import type { ReactNode } from "react";
import type { Damage } from "../../core/trace-view/open-trace.ts";
import { Ticked } from "../components/Ticked.tsx";
import styles from "./trace.module.css";

interface DamageNoticeProps {
  readonly name: string;
  readonly damage: Damage;
  /** Whether what stands before the damage is shown. */
  readonly hasPart: boolean;
}

/** Says that a file is not the trace that it was, where it stops being one, and the way out. */
export function DamageNotice({ name, damage, hasPart }: DamageNoticeProps): ReactNode {
  const { code, line, message, hint } = damage;
  return (
    <div className={styles.damage} role="alert">
      <p>
        <span className={styles.gone} aria-hidden="true">
          ✕
        </span>{" "}
        <code>{line === null ? name : `${name}:${line}`}</code>{" "}
        <strong>
          <Ticked text={message} />
        </strong>{" "}
        <code>{code}</code>
      </p>
      <p className={styles.mute}>
        {hasPart ? "What stands before it is shown. " : ""}→ <Ticked text={hint} />
      </p>
    </div>
  );
}
