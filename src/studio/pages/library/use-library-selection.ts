import { useEffect, useState } from "react";
import { carryOver, NOTHING_SELECTED, type Selection } from "../../../core/view/selection.ts";
import type { LibrarySearch } from "../../../core/view/library-search.ts";

/** A selection with the list that its positions count in. */
interface Held {
  readonly selection: Selection;
  readonly ids: readonly string[];
}

/**
 * The selection, begun from the address and kept on its assets when the list changes under it.
 *
 * @param onSettle  Hears of the focused version and, of two selected, the other; a moment after the hand has come to rest,
 * since browsers refuse an address that changes with every key.
 */
export function useLibrarySelection(
  ids: readonly string[],
  search: LibrarySearch,
  onSettle: (at: string | undefined, other: string | undefined) => void,
): readonly [Selection, (selection: Selection) => void] {
  const [held, setHeld] = useState<Held>(() => ({ ids, selection: fromAddress(ids, search) }));
  let { selection } = held;
  if (held.ids !== ids) {
    selection = carryOver(selection, held.ids, ids);
    setHeld({ ids, selection });
  }
  const at = ids[selection.active];
  const [first, second, third] = selection.ids;
  const other = third === undefined && second !== undefined ? (first === at ? second : first) : undefined;
  useEffect(() => {
    if (at === search.at && other === search.with) return undefined;
    const timer = setTimeout(() => onSettle(at, other), SETTLE_MS);
    return () => clearTimeout(timer);
  });
  return [selection, (next) => setHeld({ ids, selection: next })];
}

const SETTLE_MS = 200;

function fromAddress(ids: readonly string[], search: LibrarySearch): Selection {
  const active = search.at === undefined ? -1 : ids.indexOf(search.at);
  if (active < 0) return NOTHING_SELECTED;
  const named = [search.at, search.with].filter((id) => id !== undefined && ids.includes(id)) as string[];
  return { active, anchor: active, ids: new Set(named) };
}
