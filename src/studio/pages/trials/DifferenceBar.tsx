import type { ReactNode } from "react";
import { pointsRangeText, pointsText } from "../../../core/trials/report/figures.ts";
import css from "./trials.module.css";

const WIDTH = 160;
const HEIGHT = 14;

interface DifferenceBarProps {
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly shown: boolean;
}

/** How far two rates are apart, between −100 and +100 points, with what that difference may truly be; zero is in the middle. */
export function DifferenceBar({ difference, interval, shown }: DifferenceBarProps): ReactNode {
  const tone = shown ? (difference > 0 ? css.pass : css.fail) : css.mute;
  return (
    <svg
      className={`${css.rateBar} ${tone}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${pointsText(difference)}, between ${pointsRangeText(interval)}`}
    >
      <path className={css.axis} d={`M0 ${HEIGHT / 2}H${WIDTH}`} />
      <path className={css.axis} d={`M${WIDTH / 2} 0V${HEIGHT}`} />
      <rect
        className={css.own}
        x={x(interval[0])}
        y={4}
        width={Math.max(1, x(interval[1]) - x(interval[0]))}
        height={HEIGHT - 8}
      />
      <rect className={css.own} x={x(difference) - 1} y={1} width={2} height={HEIGHT - 2} data-at="" />
    </svg>
  );
}

function x(difference: number): number {
  return ((difference + 1) / 2) * WIDTH;
}
