import type { ReactNode } from "react";
import { type Item, itemKey } from "./trials-items.ts";
import css from "./trials.module.css";

/** What every item of the page is given. */
export interface ItemContext {
  readonly chosen: Item | null;
  readonly onChoose: (item: Item) => void;
}

/** One item: it can be focused and chosen; Enter opens it. */
export function ItemRow({ item, context, children }: { item: Item; context: ItemContext; children: ReactNode }): ReactNode {
  const { chosen, onChoose } = context;
  return (
    <li
      className={css.item}
      data-item={itemKey(item)}
      tabIndex={-1}
      aria-current={chosen !== null && itemKey(chosen) === itemKey(item) ? "true" : undefined}
      onFocus={() => onChoose(item)}
      onClick={() => onChoose(item)}
    >
      {children}
    </li>
  );
}
