import type { ReactNode } from "react";
import { costText, latencyText, scoreText, tokensText } from "../../../core/trials/report/figures.ts";
import { assertionMarkOf, trialMarkOf } from "../../../core/trials/report/trial-marks.ts";
import { Button } from "../../components/Button.tsx";
import { Digest } from "../../components/Digest.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import type { ScenarioReport } from "./use-trials.ts";
import css from "./trials.module.css";

type Trial = ScenarioReport["results"][number];

interface TrialFactsProps {
  readonly trial: Trial | null;
  readonly onOpen: (traceId: string) => void;
}

/** What is known of the chosen trial: each assertion with its reason, and its figures; without one, what to do. */
export function TrialFacts({ trial, onOpen }: TrialFactsProps): ReactNode {
  if (trial === null) return <p className={css.mute}>Choose a trial to see what was asked of it.</p>;
  const { traceId, trialIndex, status, error } = trial;
  return (
    <div className={css.facts}>
      <h2>
        Trial {trialIndex} <Mark look={trialMarkOf(status)} />
      </h2>
      {error === null ? null : (
        <p className={css.fail}>
          <Ticked text={error} />
        </p>
      )}
      <Assertions trial={trial} />
      <Figures trial={trial} />
      <Button onClick={() => onOpen(traceId)}>Open its trace</Button>
    </div>
  );
}

function Assertions({ trial: { assertions } }: { readonly trial: Trial }): ReactNode {
  return (
    <ul className={css.assertions}>
      {assertions.map(({ name, outcome, why, required }) => (
        <li key={name}>
          <Mark look={assertionMarkOf(outcome)} iconOnly />
          <span>
            <b>{name}</b> {required ? <span className={css.mute}>required </span> : null}
            {why === "" ? null : (
              <span className={css.mute}>
                <Ticked text={why} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Figures({ trial }: { readonly trial: Trial }): ReactNode {
  const { traceId, score, turns, tokens, costUsd, judgeCostUsd, latencyMs } = trial;
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["score", scoreText(score)],
    ["turns", turns],
    ["tokens", tokensText(tokens)],
    ["cost", costText(costUsd)],
    ["judges", costText(judgeCostUsd)],
    ["took", latencyText(latencyMs)],
    ["trace", <Digest key="trace" value={traceId} label="trace id" />],
  ];
  return (
    <dl className={css.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
