import type { ReactNode } from "react";
import { verdictMarkOf } from "../../../core/trials/report/trial-marks.ts";
import { Button } from "../../components/Button.tsx";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { Problems } from "../playtest/Problems.tsx";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import { RateBar } from "./RateBar.tsx";
import { RateHistory } from "./RateHistory.tsx";
import type { ShowTrials } from "./trials-search.ts";
import type { TrialDeeds } from "./use-trial-deeds.ts";
import type { ScenarioFacts } from "./use-trials.ts";
import css from "./trials.module.css";

interface ScenarioSectionProps {
  readonly scenarios: readonly ScenarioFacts[];
  readonly deeds: TrialDeeds;
  readonly item: ItemContext;
  readonly show: ShowTrials;
}

/** Every scenario with its last rate and the bounds of it, and how it went before. */
export function ScenarioSection({ scenarios, deeds, item, show }: ScenarioSectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="scenarios">
      <h2 id="scenarios">Scenarios</h2>
      <ul className={css.list}>
        {scenarios.map((scenario) => (
          <ItemRow key={scenario.file} item={{ kind: "scenario", id: scenario.file }} context={item}>
            <div className={css.scenario}>
              <ScenarioName scenario={scenario} show={show} />
              <Last scenario={scenario} />
              <RateHistory history={scenario.history} />
              {scenario.about === null ? null : (
                <Button tone="quiet" aria-label={`Run ${scenario.name}`} onClick={() => deeds.run(scenario.file)}>
                  Run
                </Button>
              )}
            </div>
            <Problems problems={scenario.problems} />
          </ItemRow>
        ))}
      </ul>
    </section>
  );
}

/** The name leads to its last run; who is asked stands below, since some of them cost money. */
function ScenarioName({ scenario: { name, about, history }, show }: { scenario: ScenarioFacts; show: ShowTrials }): ReactNode {
  const last = history[0]?.run;
  return (
    <div className={css.about}>
      <h3>
        {last === undefined ? (
          name
        ) : (
          <button type="button" className={css.link} onClick={() => show({ run: last })}>
            {name}
          </button>
        )}
      </h3>
      {about === null ? null : (
        <>
          {about.description === "" ? null : <p>{about.description}</p>}
          <p className={css.mute}>
            {about.adapter === about.model ? about.adapter : `${about.adapter}, ${about.model}`} · {about.trials} trials
          </p>
        </>
      )}
    </div>
  );
}

function Last({ scenario: { about, history } }: { readonly scenario: ScenarioFacts }): ReactNode {
  const last = history[0];
  if (last === undefined) return <span />;
  const { verdict, passed, trials, infra, rate, wilson, createdAtMs, same } = last;
  const { minRate = null, minLowerBound = null } = (same ? about?.gate : null) ?? {};
  return (
    <div className={css.last}>
      <span className={css.lastWords}>
        <Mark look={verdictMarkOf(verdict)} /> <When atMs={createdAtMs} />
        {same ? null : <span className={css.stale}>⟳ changed since</span>}
      </span>
      <RateBar passed={passed} judged={trials - infra} {...{ rate, wilson, minRate, minLowerBound }} />
    </div>
  );
}
