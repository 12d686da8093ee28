import type { ReactNode } from "react";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import type { EnvStatus } from "./use-environment.ts";
import css from "./environment.module.css";

interface ProblemListProps {
  readonly problems: EnvStatus["problems"];
  /** Settles a change that was cut off. */
  readonly recover: Action;
}

/** What is wrong with the environment, each with the way out. */
export function ProblemList({ problems, recover }: ProblemListProps): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className={css.problems} aria-label="Problems">
      {problems.map(({ code, message, hint }, at) => (
        <li key={at}>
          <p>
            <span className={css.fail} aria-hidden="true">
              ✕
            </span>{" "}
            <Ticked text={sentence(message)} />
          </p>
          <p className={css.mute}>
            → <Ticked text={hint} />
          </p>
          {code === "UNFINISHED" ? <ActionButton action={recover} screen="environment" /> : null}
        </li>
      ))}
    </ul>
  );
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
