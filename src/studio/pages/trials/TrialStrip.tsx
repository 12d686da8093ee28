import { type ReactNode, useState } from "react";
import { scoreText } from "../../../core/trials/report/figures.ts";
import { Button } from "../../components/Button.tsx";
import { countWords } from "../playtest/playtest-words.ts";
import type { StripTrial } from "./strip-trials.ts";
import css from "./trials.module.css";

/** More would make a run slow to open; the others are one press away. */
const MOST_SHOWN = 200;

interface TrialStripProps {
  readonly scenario: string;
  readonly trials: readonly StripTrial[];
  readonly chosen: string | null;
  readonly onChoose: (traceId: string) => void;
  readonly onOpen: (traceId: string) => void;
}

/** Every trial as one box with its own sign; pressing it opens its trace. */
export function TrialStrip({ scenario, trials, chosen, onChoose, onOpen }: TrialStripProps): ReactNode {
  const [all, setAll] = useState(false);
  const shown = all ? trials : trials.slice(0, MOST_SHOWN);
  return (
    <>
      <ul className={css.strip} aria-label={`Trials of ${scenario}`}>
        {shown.map((trial) => (
          <li key={trial.traceId}>
            <button
              type="button"
              className={`${css.trial} ${css[trial.mark.tone] ?? ""}`}
              data-item={trial.traceId}
              aria-current={trial.traceId === chosen ? "true" : undefined}
              aria-label={`Trial ${trial.trialIndex}: ${wordsOf(trial)}`}
              title={wordsOf(trial)}
              onFocus={() => onChoose(trial.traceId)}
              onClick={() => onOpen(trial.traceId)}
            >
              <span aria-hidden="true">{trial.mark.icon}</span>
              <span className={css.index}>{trial.trialIndex}</span>
            </button>
          </li>
        ))}
      </ul>
      {trials.length > shown.length ? (
        <Button tone="quiet" onClick={() => setAll(true)}>
          Show all {countWords(trials.length, "trial")}
        </Button>
      ) : null}
    </>
  );
}

function wordsOf({ mark, score, error }: StripTrial): string {
  return [mark.word, ...(score === null ? [] : [`score ${scoreText(score)}`]), ...(error === null ? [] : [error])].join(", ");
}
