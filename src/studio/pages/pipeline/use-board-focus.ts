import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from "react";
import { heirOf, stepFocus, type BoardKeys, type Step } from "../../../core/board/step-focus.ts";

/** Focus on a board: one card of all is in the tab order, and keys move it. */
export interface BoardFocus {
  readonly boardRef: RefObject<HTMLDivElement | null>;
  /** The card in the tab order. */
  readonly active: string | undefined;
  readonly step: (step: Step) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/**
 * Keeps the focus on a card while it moves from column to column, and hands it to what stands in its place when it is gone.
 *
 * @param keys      The cards that are shown, by column.
 * @param selected  The card that is selected; the focus selects.
 */
export function useBoardFocus(keys: BoardKeys, selected: string | undefined, onSelect: (spec: string) => void): BoardFocus {
  const boardRef = useRef<HTMLDivElement>(null);
  /** Whether the focus is on a card; a card that is taken from the page loses it without a word. */
  const holds = useRef(false);
  const before = useRef(keys);
  const isThere = selected !== undefined && keys.some((column) => column.includes(selected));
  const active = isThere ? selected : stepFocus(keys, undefined, "first");

  useLayoutEffect(() => {
    const shown = before.current;
    before.current = keys;
    if (!holds.current || boardRef.current?.contains(document.activeElement)) return;
    const heir = isThere ? selected : heirOf(shown, keys, selected ?? "");
    if (heir === undefined) return;
    if (heir !== selected) onSelect(heir);
    focusCard(boardRef.current, heir);
  });

  // Whoever comes back finds the card where it was left.
  useLayoutEffect(() => {
    if (document.activeElement === document.body && active !== undefined && active === selected)
      focusCard(boardRef.current, active);
    // Once, when the board appears.
  }, []);

  return {
    boardRef,
    active,
    step: (step) => {
      const next = stepFocus(keys, active, step);
      if (next === undefined) return;
      onSelect(next);
      focusCard(boardRef.current, next);
    },
    onFocus: ({ target }: FocusEvent) => {
      holds.current = true;
      const spec = target.closest<HTMLElement>("[data-spec]")?.dataset["spec"];
      if (spec !== undefined && spec !== selected) onSelect(spec);
    },
    onBlur: ({ target, relatedTarget }) => {
      const isLeaving = target.isConnected && !boardRef.current?.contains(relatedTarget);
      if (isLeaving) holds.current = false;
    },
  };
}

function focusCard(board: HTMLElement | null, spec: string): void {
  const card = board?.querySelector<HTMLElement>(`[data-spec="${CSS.escape(spec)}"]`);
  card?.focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
