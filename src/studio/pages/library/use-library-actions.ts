import { useNavigate } from "@tanstack/react-router";
import type { RefObject } from "react";
import { CELL_SIDES, type CellSide, type LibrarySearch } from "../../../core/view/library-search.ts";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { useDecide } from "../../versions/use-decide.ts";
import { LIBRARY_ACTIONS, type LibraryActionId } from "./library-actions.ts";
import type { LibraryAsset } from "./library-asset.ts";

/** What the actions of the Library act on. */
export interface LibraryDeeds {
  readonly active: LibraryAsset | undefined;
  readonly selected: readonly LibraryAsset[];
  readonly side: CellSide;
  readonly change: (change: LibrarySearch, how?: "push") => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Actions that stand as buttons beside the selected asset. */
const OFFERED: readonly LibraryActionId[] = ["open", "page", "compare", "approve", "reject"];

/**
 * Puts the actions of the Library on show.
 *
 * @returns those that stand as buttons beside the selected asset.
 */
export function useLibraryActions(deeds: LibraryDeeds): readonly Action[] {
  const navigate = useNavigate();
  const decide = useDecide();
  const { active, selected, side, change, field } = deeds;
  const chosen = selected.length === 0 && active !== undefined ? [active] : selected;
  const resize = (by: number) => change({ cell: CELL_SIDES[CELL_SIDES.indexOf(side) + by] ?? side });
  const runs: Readonly<Record<LibraryActionId, () => void>> = {
    open: () => active !== undefined && change({ at: active.versionId, with: undefined, view: "image" }, "push"),
    compare: () => {
      const other = selected.find(({ versionId }) => versionId !== active?.versionId);
      if (active !== undefined && other !== undefined)
        change({ at: active.versionId, with: other.versionId, view: "compare" }, "push");
    },
    page: () => active !== undefined && void navigate({ to: "/assets/$version", params: { version: active.versionId } }),
    approve: () => decide(chosen, "approved"),
    reject: () => decide(chosen, "rejected"),
    filter: () => field.current?.focus(),
    clear: () => void navigate({ to: "/library", search: {} }),
    larger: () => resize(1),
    smaller: () => resize(-1),
  };
  const whens: Partial<Record<LibraryActionId, () => boolean>> = {
    open: () => active !== undefined,
    page: () => active !== undefined,
    compare: () => selected.length === 2,
    approve: () => chosen.some(({ decision }) => decision !== "approved"),
    reject: () => chosen.some(({ decision }) => decision !== "rejected"),
  };
  const actions = LIBRARY_ACTIONS.map((words): Action => {
    const when = whens[words.id];
    return { ...words, run: runs[words.id], ...(when === undefined ? {} : { when }) };
  });
  useActions("library", actions);
  return actions.filter(({ id }) => OFFERED.includes(id as LibraryActionId) && (id !== "compare" || selected.length === 2));
}
