import { type ReactNode, useState } from "react";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { NoScenarios } from "./NoScenarios.tsx";
import { RunningLines } from "./RunningLines.tsx";
import { RunSection } from "./RunSection.tsx";
import { ScenarioSection } from "./ScenarioSection.tsx";
import { type Item, itemsOf } from "./trials-items.ts";
import type { ShowTrials } from "./trials-search.ts";
import { useTrialDeeds } from "./use-trial-deeds.ts";
import { useTrialsActions } from "./use-trials-actions.ts";
import type { Overview } from "./use-trials.ts";
import css from "./trials.module.css";

/** A comparison is of two. */
const MOST_MARKED = 2;
/** As the server allows. */
const MOST_TRIALS = 1000;

/** Everything there is to try, and what the last runs came to. */
export function TrialsOverview({ overview, show }: { readonly overview: Overview; readonly show: ShowTrials }): ReactNode {
  const { scenarios, runs } = overview;
  const [trials, setTrials] = useState("");
  const [chosen, setChosen] = useState<Item | null>(null);
  const [marked, setMarked] = useState<readonly string[]>([]);
  // The one that was marked first gives way.
  const mark = (run: string): void =>
    setMarked((before) => (before.includes(run) ? before.filter((one) => one !== run) : [...before, run].slice(-MOST_MARKED)));
  const deeds = useTrialDeeds(readTrials(trials));
  const actions = useTrialsActions({ overview, items: itemsOf(overview), chosen, marked, mark, deeds, show });
  const item = { chosen, onChoose: setChosen };
  if (scenarios.length === 0 && runs.length === 0) return <NoScenarios />;
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1>Trials</h1>
        <div className={css.buttons}>
          <label className={css.trials}>
            Trials of each
            <input
              inputMode="numeric"
              placeholder="as written"
              value={trials}
              aria-invalid={trials !== "" && readTrials(trials) === null}
              onChange={(event) => setTrials(event.target.value)}
            />
          </label>
          <ActionButton action={actions.compare} screen="trials" quiet />
          <ActionButton action={actions["run-all"]} screen="trials" />
        </div>
      </header>
      <RunningLines runs={runs} />
      {scenarios.length === 0 ? null : <ScenarioSection {...{ scenarios, deeds, item, show }} />}
      <RunSection {...{ overview, marked, mark, item, show }} />
    </div>
  );
}

/** Null where it is no number of trials, and each scenario says itself. */
function readTrials(text: string): number | null {
  const count = Number(text.trim());
  return /^\d+$/.test(text.trim()) && count >= 1 && count <= MOST_TRIALS ? count : null;
}
