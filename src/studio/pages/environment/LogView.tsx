import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { logLines } from "../../../core/env/view/log-lines.ts";
import { type LogGrowth, type LogState, useLog } from "./use-log.ts";
import css from "./environment.module.css";

interface LogViewProps extends LogGrowth {
  /** Name of the file, e.g. `<txid>.stdout.log`. */
  readonly name: string;
  /** What it is the log of. */
  readonly label: string;
}

/** How near the end somebody must be for the view to follow it, in px. */
const NEAR_PX = 24;

/** A log as it grows; it stays at the end for as long as nobody scrolls away from it. */
export function LogView({ name, label, ...growth }: LogViewProps): ReactNode {
  const state = useLog(name, growth);
  const view = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  const { lines, left } = useMemo(() => logLines(state?.kind === "text" ? state.text : ""), [state]);
  useLayoutEffect(() => {
    const pane = view.current;
    if (pane !== null && isAtEnd.current) pane.scrollTop = pane.scrollHeight;
  }, [lines]);
  const follow = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): void => {
    isAtEnd.current = scrollHeight - clientHeight - scrollTop <= NEAR_PX;
  };
  return (
    <pre
      ref={view}
      className={css.log}
      role="log"
      aria-live="off"
      aria-label={label}
      tabIndex={0}
      data-log
      onScroll={(event) => follow(event.currentTarget)}
    >
      {emptyWords(state, lines.length, growth.isGrowing) ?? (
        <>
          {left > 0 || isCut(state) ? <span className={css.mute}>… the file has more before this{"\n"}</span> : null}
          {lines.join("\n")}
        </>
      )}
    </pre>
  );
}

function isCut(state: LogState): boolean {
  return state?.kind === "text" && state.isCut;
}

/** What is said where nothing is to be shown; null where something is. */
function emptyWords(state: LogState, lines: number, isGrowing: boolean): string | null {
  if (state === null) return "";
  if (state.kind === "missing") return isGrowing ? "Nothing was written yet." : "There is no log.";
  return lines > 0 ? null : isGrowing ? "Nothing was written yet." : "It is empty.";
}
