import type { ReactNode } from "react";
import type { TimelineRow } from "../../../core/env/view/timeline.ts";
import css from "./environment.module.css";

/** Between two lanes, and from the edge to the first, in px. */
const LANE_PX = 16;
const EDGE_PX = 10;
/** How far below the top of its row a dot stands, in px: in the middle of the row's first line. */
const DOT_PX = 22;

/** The lines and the dot of one row of the timeline. Decorative: the row says the same in words. */
export function Lanes({ row, lanes }: { readonly row: TimelineRow; readonly lanes: number }): ReactNode {
  const { lane, passing, joining, goesDown } = row;
  const at = xOf(lane);
  return (
    <span className={css.laneBox} style={{ width: xOf(lanes - 1) + EDGE_PX }}>
      <svg className={css.lanes} aria-hidden="true">
        {passing.map((other) => (
          <line key={`by ${other}`} x1={xOf(other)} y1="0" x2={xOf(other)} y2="100%" />
        ))}
        {joining.map((other) => (
          <path key={`to ${other}`} d={curve(xOf(other), at)} />
        ))}
        {goesDown ? <line x1={at} y1={DOT_PX} x2={at} y2="100%" /> : null}
        <Dot x={at} word={row.mark.word} />
      </svg>
    </span>
  );
}

function xOf(lane: number): number {
  return EDGE_PX + lane * LANE_PX;
}

function curve(from: number, to: number): string {
  const middle = DOT_PX / 2;
  return from === to ? `M${from} 0V${DOT_PX}` : `M${from} 0C${from} ${middle} ${to} ${middle} ${to} ${DOT_PX}`;
}

/** A diamond for what is or may become production, a circle for what was; hollow where it is not, or no longer, there whole. */
function Dot({ x, word }: { readonly x: number; readonly word: string }): ReactNode {
  const isDiamond = word === "production" || word === "candidate";
  return isDiamond ? (
    <path className={css.dot} data-word={word} d={`M${x} ${DOT_PX - 6}l6 6l-6 6l-6-6z`} />
  ) : (
    <circle className={css.dot} data-word={word} cx={x} cy={DOT_PX} r="4.5" />
  );
}
