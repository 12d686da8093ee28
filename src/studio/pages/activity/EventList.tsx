import { useRouter } from "@tanstack/react-router";
import { useVirtualizer, defaultRangeExtractor } from "@tanstack/react-virtual";
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from "react";
import type { ActivityRow } from "../../../core/activity/activity-rows.ts";
import type { EventSubjects } from "../../../core/activity/event-subjects.ts";
import styles from "./activity.module.css";
import { EventLine } from "./EventLine.tsx";

interface EventListProps {
  readonly rows: readonly ActivityRow[];
  readonly subjects: EventSubjects;
  readonly isTree: boolean;
  /** Key of the row that the inspector shows. */
  readonly selected: string | undefined;
  readonly onSelect: (row: ActivityRow) => void;
  readonly onToggle: (chainId: string) => void;
  /** Whether the list shows what is newest; when it begins to, it goes to its top. */
  readonly follows: boolean;
  /** Whether there is more than the rows at hand. */
  readonly hasMore: boolean;
  /** Called when the end of the list comes near. */
  readonly onEnd: () => void;
  /** Called when the list leaves its top, and when it comes back. */
  readonly onTop: (isAtTop: boolean) => void;
  /** What stands below the last row: how far it has looked. */
  readonly foot: ReactNode;
}

const ROW_HEIGHT = 28;
const FOOT_HEIGHT = 48;
const NEAR_END = 40;

/** Events or chains, one line each, virtualised: one line is in the tab order, and keys move it. */
export function EventList(props: EventListProps): ReactNode {
  const { rows, isTree, onEnd, onTop, follows, foot } = props;
  const listRef = useRef<HTMLDivElement>(null);
  const cursor = useCursor(listRef, rows, props.selected);
  const { active } = cursor;
  const follow = useFollowLinks();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    paddingEnd: FOOT_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The active row stays in the page: it holds the focus.
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), active).filter((index) => index < rows.length),
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, rows.length, onEnd]);
  useLayoutEffect(() => {
    if (follows && listRef.current !== null) listRef.current.scrollTop = 0;
  }, [follows]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = targetOf(event.key, { active, page: Math.max(1, items.length - 24), last: rows.length - 1 });
    if (to !== undefined) virtual.scrollToIndex(cursor.moveTo(to));
    else if (!pressed(event.key, row, props)) return;
    event.preventDefault();
  };
  return (
    <div ref={listRef} className={styles.list} onScroll={({ currentTarget }) => onTop(currentTarget.scrollTop < ROW_HEIGHT / 2)}>
      <div
        className={styles.canvas}
        data-lines=""
        role={isTree ? "treegrid" : "grid"}
        aria-label={isTree ? "Events by chain" : "Events"}
        aria-rowcount={props.hasMore ? -1 : rows.length}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClickCapture={follow}
      >
        {items.map(({ index, start }) => {
          const row = rows[index] as ActivityRow;
          const place = { index, start, isActive: index === active };
          return <ListRow key={row.key} row={row} place={place} list={props} onFocus={cursor.setKey} />;
        })}
      </div>
      <div className={styles.foot} style={{ top: virtual.getTotalSize() - FOOT_HEIGHT }}>
        {foot}
      </div>
    </div>
  );
}

/** Goes where a plain link in the list leads, without loading the page anew. */
function useFollowLinks(): (event: MouseEvent) => void {
  const { history } = useRouter();
  return (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    history.push(link.pathname + link.search);
  };
}

/** The one row in the tab order, kept by its key while rows come and go. */
function useCursor(listRef: RefObject<HTMLDivElement | null>, rows: readonly ActivityRow[], selected: string | undefined) {
  const [key, setKey] = useState<string>();
  const wantsFocus = useRef(false);
  const found = rows.findIndex((row) => row.key === (key ?? selected));
  const active = found === -1 ? 0 : found;
  // A row that was far away is in the page only after the list has scrolled there.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const row = listRef.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(rows[active]?.key ?? "")}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });
  const moveTo = (index: number): number => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    wantsFocus.current = true;
    setKey(rows[next]?.key);
    return next;
  };
  return { active, setKey, moveTo };
}

/** Rows in order, with one more among them. */
function withRow(indexes: readonly number[], row: number): number[] {
  return [...new Set([...indexes, row])].toSorted((a, b) => a - b);
}

interface ListRowProps {
  readonly row: ActivityRow;
  readonly place: { readonly index: number; readonly start: number; readonly isActive: boolean };
  readonly list: EventListProps;
  readonly onFocus: (key: string) => void;
}

function ListRow({ row, place, list, onFocus }: ListRowProps): ReactNode {
  return (
    <div
      className={styles.line}
      role="row"
      data-key={row.key}
      tabIndex={place.isActive ? 0 : -1}
      aria-rowindex={place.index + 1}
      aria-selected={row.key === list.selected}
      {...(list.isTree ? { "aria-level": row.kind === "chain" ? 1 : row.level + 1 } : {})}
      {...(row.kind === "chain" ? { "aria-expanded": row.isOpen } : {})}
      style={{ transform: `translateY(${place.start}px)` }}
      onFocus={() => onFocus(row.key)}
      onClick={() => (row.kind === "chain" ? list.onToggle(row.chainId) : list.onSelect(row))}
    >
      <EventLine row={row} subjects={list.subjects} />
    </div>
  );
}

/** The row that a key moves to; undefined for keys that do not move. */
function targetOf(key: string, { active, page, last }: { active: number; page: number; last: number }): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "j":
      return active + 1;
    case "ArrowUp":
    case "k":
      return active - 1;
    case "PageDown":
      return active + page;
    case "PageUp":
      return active - page;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** What a key does to the active row. @returns whether it did anything. */
function pressed(key: string, row: ActivityRow, { onSelect, onToggle }: EventListProps): boolean {
  if (row.kind === "event") {
    if (key !== "Enter") return false;
    onSelect(row);
    return true;
  }
  const toggles = key === "Enter" || (key === "ArrowRight" && !row.isOpen) || (key === "ArrowLeft" && row.isOpen);
  if (toggles) onToggle(row.chainId);
  return toggles;
}
