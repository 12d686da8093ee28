import type { ReactNode } from "react";
import { type Item, itemKey } from "./playtest-items.ts";
import type { ShowPlaytest } from "./playtest-search.ts";
import css from "./playtest.module.css";

/** What every item of the page is given. */
export interface ItemContext {
  readonly chosen: Item | null;
  readonly onChoose: (item: Item) => void;
  readonly show: ShowPlaytest;
}

/** One item: it can be focused and chosen; Enter opens it. */
export function ItemRow({
  item,
  context,
  children,
}: {
  readonly item: Item;
  readonly context: ItemContext;
  readonly children: ReactNode;
}): ReactNode {
  const { chosen, onChoose } = context;
  const isChosen = chosen !== null && itemKey(chosen) === itemKey(item);
  return (
    <div
      className={css.item}
      data-item={itemKey(item)}
      tabIndex={-1}
      aria-current={isChosen ? "true" : undefined}
      onFocus={() => onChoose(item)}
      onClick={() => onChoose(item)}
    >
      {children}
    </div>
  );
}
