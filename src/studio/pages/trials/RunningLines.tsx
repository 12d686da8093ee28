import type { ReactNode } from "react";
import { scenariosWords } from "./trials-words.ts";
import type { RunSummary } from "./use-trials.ts";
import css from "./trials.module.css";

/** What runs now, in whichever process, and how far it is. */
export function RunningLines({ runs }: { readonly runs: readonly RunSummary[] }): ReactNode {
  return (
    <ul className={css.running} role="status">
      {runs
        .filter(({ state }) => state === "running")
        .map(({ run, scenarios, trials, requested }) => (
          <li key={run}>
            <span aria-hidden="true">▸</span> Running {scenariosWords(scenarios)}: {trials} of {requested} trials
            <progress value={trials} max={requested} aria-hidden="true" />
          </li>
        ))}
    </ul>
  );
}
