import { type ReactNode, useMemo } from "react";
import { type NumberHistory, numberHistory } from "../../core/trace-view/sparkline.ts";
import type { StateIndex } from "../../core/trace-view/state.ts";
import styles from "./trace.module.css";

const WIDTH = 72;
const HEIGHT = 14;

/** How a number went over the run, with where one is; nothing for what is no number or hardly changed. */
export function Sparkline({
  index,
  name,
  step,
}: {
  readonly index: StateIndex;
  readonly name: string;
  readonly step: number;
}): ReactNode {
  const history = useMemo(() => numberHistory(index, name), [index, name]);
  if (history === null) return null;
  const { least, most } = history;
  return (
    <svg
      className={styles.sparkline}
      viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`from ${least} to ${most}`}
    >
      <path d={pathOf(history)} />
      <path className={styles.here} d={`M${xOf(history, step)} 0V${HEIGHT}`} />
    </svg>
  );
}

/** A value holds until the next one. */
function pathOf(history: NumberHistory): string {
  const { points, least, most } = history;
  const y = (value: number): number => HEIGHT - ((value - least) / Math.max(1e-9, most - least)) * HEIGHT;
  return points
    .map(({ step, value }, at) => (at === 0 ? `M0 ${y(value).toFixed(1)}` : `H${xOf(history, step)}V${y(value).toFixed(1)}`))
    .join("");
}

function xOf({ points }: NumberHistory, step: number): string {
  const last = points.at(-1)?.step ?? 0;
  return Math.min(WIDTH, ((step + 1) / (last + 1)) * WIDTH).toFixed(1);
}
