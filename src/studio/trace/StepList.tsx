import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import { ComparedRow } from "./ComparedRow.tsx";
import { wordsOfKind } from "./kind-words.ts";
import { StepRow } from "./StepRow.tsx";
import styles from "./trace.module.css";
import type { TraceModel } from "./use-trace-model.ts";

interface StepListProps {
  readonly model: TraceModel;
  readonly rows: readonly TraceRow[];
  readonly at: number;
  readonly onChoose: (place: number) => void;
}

const ROW_HEIGHT = 28;
const OVERSCAN = 8;

/** All steps, one line each; only those in sight are in the page, however many there are. */
export function StepList({ model, rows, at, onChoose }: StepListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const words = wordsOfKind(model.view.kind);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    // The chosen row stays in the page: the list's owner is told of it by its id.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), at])].filter((index) => index < rows.length).toSorted((a, b) => a - b),
  });
  useLayoutEffect(() => virtual.scrollToIndex(at), [at, rows]);
  useEffect(() => {
    // Whoever came here by keys, from tab to tab, is left where they are.
    if (document.activeElement === null || document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const by = heldMove(event, page);
    if (by === undefined) return;
    event.preventDefault();
    onChoose(at + by);
  };
  return (
    <>
      {model.comparison === null ? null : (
        <div className={styles.sides} aria-hidden="true">
          <span>
            {words.isGolden ? <span className={styles.golden}>◆ </span> : null}
            {words.before}
          </span>
          <span />
          <span>{words.after}</span>
        </div>
      )}
      <div
        ref={list}
        className={styles.list}
        role="listbox"
        aria-label="Steps"
        tabIndex={0}
        {...(rows.length === 0 ? {} : { "aria-activedescendant": `${id}-${at}` })}
        onKeyDown={onKeyDown}
      >
        {rows.length === 0 ? <p className={styles.none}>No step fits the filter.</p> : null}
        <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index] as TraceRow;
            return (
              <div
                key={index}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                className={`${styles.row} ${row.differs ? styles.differs : ""}`}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onChoose(index)}
              >
                {model.comparison === null ? <StepRow model={model} row={row} /> : <ComparedRow model={model} row={row} />}
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

/** How far a key moves that is held down, or that moves by a page; single presses are actions. */
function heldMove({ key, repeat, ctrlKey, metaKey, altKey }: KeyboardEvent, page: number): number | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === "PageDown") return page;
  if (key === "PageUp") return -page;
  if (!repeat) return undefined;
  if (key === "j" || key === "ArrowDown") return 1;
  return key === "k" || key === "ArrowUp" ? -1 : undefined;
}
