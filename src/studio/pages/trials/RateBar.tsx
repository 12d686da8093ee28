import type { ReactNode } from "react";
import { intervalText, percentText } from "../../../core/trials/report/figures.ts";
import css from "./trials.module.css";

interface RateBarProps {
  readonly passed: number;
  /** Trials that were judged. */
  readonly judged: number;
  readonly rate: number | null;
  readonly wilson: readonly [number, number] | null;
  /** What the rate, and its lower bound, must reach; null: not asked. */
  readonly minRate?: number | null;
  readonly minLowerBound?: number | null;
}

const WIDTH = 120;
const HEIGHT = 14;
const MIDDLE = HEIGHT / 2;

/** A pass rate with its bounds: the band holds the true rate with 95 % confidence, so that few trials look like few. */
export function RateBar({ passed, judged, rate, wilson, minRate = null, minLowerBound = null }: RateBarProps): ReactNode {
  const words = rate === null ? "none judged" : `${passed} of ${judged} passed, ${percentText(rate)}`;
  return (
    <span className={css.rate}>
      <svg
        className={css.rateBar}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={`${words}; bounds ${intervalText(wilson)}`}
      >
        <path className={css.axis} d={`M0 ${MIDDLE}H${WIDTH}`} />
        {wilson === null ? null : (
          <rect
            className={css.band}
            x={x(wilson[0])}
            y={3}
            width={Math.max(1, x(wilson[1]) - x(wilson[0]))}
            height={HEIGHT - 6}
          />
        )}
        {minRate === null ? null : <path className={css.asked} d={`M${x(minRate)} 0V${HEIGHT}`} />}
        {minLowerBound === null ? null : <path className={css.asked} d={`M${x(minLowerBound)} 0V${HEIGHT}`} />}
        {rate === null ? null : (
          <rect className={css.at} x={Math.min(WIDTH - 2, Math.max(0, x(rate) - 1))} y={1} width={2} height={HEIGHT - 2} />
        )}
      </svg>
      <span>
        <b>{rate === null ? "none judged" : `${passed} of ${judged}`}</b>{" "}
        {wilson === null ? null : <span className={css.mute}>{intervalText(wilson)}</span>}
      </span>
    </span>
  );
}

function x(share: number): number {
  return share * WIDTH;
}
