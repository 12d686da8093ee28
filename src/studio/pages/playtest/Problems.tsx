import type { ReactNode } from "react";
import { formatPlace, type Problem } from "../../../core/errors.ts";
import { Ticked } from "../../components/Ticked.tsx";
import css from "./playtest.module.css";

/** What keeps a file from being played, each with its place and the way out. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className={css.problems}>
      {problems.map(({ message, place, hint }, at) => (
        <li key={at}>
          <span className={css.fail} aria-hidden="true">
            ✕
          </span>{" "}
          {place === undefined ? null : <code>{formatPlace(place)}</code>} <Ticked text={message} />
          {hint === undefined ? null : (
            <span className={css.mute}>
              {" → "}
              <Ticked text={hint} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
