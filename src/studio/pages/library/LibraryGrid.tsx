import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef } from "react";
import {
  type CellRow,
  type Group,
  type HeadingRow,
  type LibraryRow,
  layRows,
  moveFocus,
  rowOfItem,
} from "../../../core/view/library-rows.ts";
import { type Selection, selectAll, selectAt, type SelectMode } from "../../../core/view/selection.ts";
import { useElementSize } from "../../viewer/use-screen.ts";
import { keyMoves } from "./grid-keys.ts";
import type { LibraryAsset } from "./library-asset.ts";
import { LibraryCell } from "./LibraryCell.tsx";
import styles from "./LibraryGrid.module.css";

interface LibraryGridProps {
  readonly groups: readonly Group<LibraryAsset>[];
  /** All assets of all groups, by position, and their ids. */
  readonly shown: readonly LibraryAsset[];
  readonly ids: readonly string[];
  /** Side of a cell in CSS pixels. */
  readonly side: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (position: number) => void;
}

const GAP_PX = 8;
const PADDING_PX = 16;
const HEADING_PX = 40;
const TITLE_PX = 20;

/** Thousands of assets in square cells, of which only those in sight are on the page; one of them is in the tab order. */
export function LibraryGrid({ groups, shown, ids, side, selection, onSelect, onOpen }: LibraryGridProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const columns = Math.max(1, Math.floor((size.width - 2 * PADDING_PX + GAP_PX) / (side + GAP_PX)));
  const rows = useMemo(() => layRows(groups, columns), [groups, columns]);
  const rowPx = side + GAP_PX + (side >= 128 ? TITLE_PX : 0);
  const activeRow = rowOfItem(rows, Math.max(0, selection.active));
  const virtual = useRows(scroller, { rows, rowPx, activeRow });
  useFollowFocus(virtual, scroller, { active: selection.active, activeRow });
  const move = keyMoves(Math.max(1, Math.floor(size.height / rowPx) - 1));
  // Cells are drawn again only when what they show changes, so they get the same functions every time.
  const latest = useRef({ selection, ids, onSelect, onOpen });
  useEffect(() => {
    latest.current = { selection, ids, onSelect, onOpen };
  });
  const choose = useMemo(
    () => (at: number, mode: SelectMode) =>
      latest.current.onSelect(selectAt(latest.current.selection, latest.current.ids, { at, mode })),
    [],
  );
  const open = useMemo(() => (at: number) => latest.current.onOpen(at), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = move(event);
    if (action === undefined) return;
    event.preventDefault();
    const from = Math.max(0, selection.active);
    if (action === "open") onOpen(from);
    else if (action === "all") onSelect(selectAll(selection, ids));
    else if (action === "toggle") choose(from, "toggle");
    else choose(selection.active < 0 ? 0 : moveFocus(rows, from, action), event.shiftKey ? "extend" : "only");
  };
  return (
    <div
      ref={scroller}
      className={styles["scroller"]}
      role="grid"
      aria-label="Assets"
      aria-multiselectable="true"
      aria-rowcount={rows.length}
      aria-colcount={columns}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 1}
              className={styles[row.kind === "heading" ? "headingRow" : "row"]}
              style={{ transform: `translateY(${item.start}px)`, gap: GAP_PX }}
            >
              {row.kind === "heading" ? (
                <Heading row={row} columns={columns} />
              ) : (
                <Cells row={row} {...{ shown, side, selection }} onChoose={choose} onOpen={open} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface CellsProps extends Pick<LibraryGridProps, "shown" | "side" | "selection" | "onOpen"> {
  readonly row: CellRow;
  readonly onChoose: (position: number, mode: SelectMode) => void;
}

function Cells({ row, shown, side, selection, onChoose, onOpen }: CellsProps): ReactNode {
  return shown
    .slice(row.start, row.start + row.count)
    .map((asset, column) => (
      <LibraryCell
        key={row.start + column}
        position={row.start + column}
        selected={selection.ids.has(asset.versionId)}
        reachable={row.start + column === Math.max(0, selection.active)}
        {...{ asset, column, side, onChoose, onOpen }}
      />
    ));
}

function Heading({ row, columns }: { row: HeadingRow; columns: number }): ReactNode {
  return (
    <div role="rowheader" aria-colspan={columns} className={styles["heading"]}>
      {row.heading} <span className={styles["headingCount"]}>{row.count}</span>
    </div>
  );
}

interface RowsInSight {
  readonly rows: readonly LibraryRow[];
  readonly rowPx: number;
  readonly activeRow: number;
}

/** Rows beyond the edges of the view that are drawn as well, so that scrolling finds them ready. */
const OVERSCAN = 4;

type RowVirtualizer = Virtualizer<HTMLDivElement, Element>;

function useRows(scroller: RefObject<HTMLDivElement | null>, { rows, rowPx, activeRow }: RowsInSight): RowVirtualizer {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "heading" ? HEADING_PX : rowPx),
    overscan: OVERSCAN,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
    scrollPaddingStart: PADDING_PX,
    scrollPaddingEnd: PADDING_PX,
    // The row that has the focus stays on the page wherever one scrolls, or the focus would be lost with it.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return activeRow < 0 || shown.includes(activeRow) ? shown : [...shown, activeRow].toSorted((a, b) => a - b);
    },
  });
  useEffect(() => virtual.measure(), [virtual, rows, rowPx]);
  return virtual;
}

/** Brings the active cell into sight, and moves the focus to it when the focus is in the grid already. */
function useFollowFocus(
  virtual: RowVirtualizer,
  scroller: RefObject<HTMLDivElement | null>,
  { active, activeRow }: { active: number; activeRow: number },
): void {
  useEffect(() => {
    if (active < 0) return;
    virtual.scrollToIndex(activeRow, { align: "auto" });
    const grid = scroller.current;
    const focused = document.activeElement;
    if (grid === null || !(grid.contains(focused) || focused === document.body)) return;
    grid.querySelector<HTMLElement>(`[data-position="${active}"]`)?.focus({ preventScroll: true });
  }, [active, activeRow, scroller, virtual]);
}
