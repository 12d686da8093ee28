/** What is selected in a grid of items that are shown by position. */
export interface Selection {
  /** Position that has the focus; -1 while nothing was chosen yet. */
  readonly active: number;
  /** Position that a range extends from. */
  readonly anchor: number;
  /** Ids of the selected items. */
  readonly ids: ReadonlySet<string>;
}

export const NOTHING_SELECTED: Selection = { active: -1, anchor: -1, ids: new Set() };

/** How a position is chosen: alone, as the end of a range, or beside the others. */
export type SelectMode = "only" | "extend" | "toggle";

/** Chooses a position. `ids`: the ids of all items, by position; one id may stand at several. */
export function selectAt(
  selection: Selection,
  ids: readonly string[],
  { at, mode }: { readonly at: number; readonly mode: SelectMode },
): Selection {
  const id = ids[at];
  if (id === undefined) return selection;
  if (mode === "extend" && selection.anchor >= 0) {
    const [from, to] = selection.anchor < at ? [selection.anchor, at] : [at, selection.anchor];
    return { active: at, anchor: selection.anchor, ids: new Set(ids.slice(from, to + 1)) };
  }
  if (mode === "toggle") return { active: at, anchor: at, ids: toggled(selection.ids, id) };
  return { active: at, anchor: at, ids: new Set([id]) };
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Chooses everything; the focus stays where it is. */
export function selectAll(selection: Selection, ids: readonly string[]): Selection {
  return { active: Math.max(0, selection.active), anchor: selection.anchor, ids: new Set(ids) };
}

/** Carries a selection over to another list: what is still there stays selected, and the focus stays on its item. */
export function carryOver(selection: Selection, before: readonly string[], after: readonly string[]): Selection {
  const there = new Set(after);
  const kept = [...selection.ids].filter((id) => there.has(id));
  const held = before[selection.active];
  const active = held === undefined ? -1 : after.indexOf(held);
  return { active, anchor: active, ids: new Set(kept) };
}
