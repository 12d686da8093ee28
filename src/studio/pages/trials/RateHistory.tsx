import type { ReactNode } from "react";
import { intervalText } from "../../../core/trials/report/figures.ts";
import type { ScenarioFacts } from "./use-trials.ts";
import css from "./trials.module.css";

const STEP = 8;
const HEIGHT = 36;
const MARGIN = 3;

/** How a scenario's rate went from run to run, oldest first, each with its bounds; hollow where it was another scenario then. */
export function RateHistory({ history }: Pick<ScenarioFacts, "history">): ReactNode {
  const points = history.toReversed();
  if (points.length < 2) return <span className={css.mute}>{points.length === 0 ? "never run" : "one run"}</span>;
  const width = points.length * STEP;
  return (
    <svg
      className={css.history}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`The last ${points.length} runs: ${points.map(wordsOf).join(", ")}`}
    >
      {points.map(({ run, rate, wilson, verdict, same }, at) => {
        const middle = at * STEP + STEP / 2;
        return (
          <g key={run} className={css[verdict]} data-same={same ? "" : undefined}>
            {wilson === null ? null : <path d={`M${middle} ${y(wilson[0])}V${y(wilson[1])}`} />}
            {rate === null ? (
              <path d={`M${middle - 2} ${HEIGHT / 2}H${middle + 2}`} />
            ) : (
              <circle cx={middle} cy={y(rate)} r={2.25} />
            )}
          </g>
        );
      })}
    </svg>
  );
}

function y(share: number): number {
  return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
}

function wordsOf({ passed, trials, infra, wilson }: ScenarioFacts["history"][number]): string {
  return `${passed} of ${trials - infra} (${intervalText(wilson)})`;
}
