import type { ReactNode } from "react";
import { type Item, itemKey } from "./environment-items.ts";
import css from "./environment.module.css";

/** What every item of the page is given. */
export interface ItemContext {
  readonly chosen: Item | null;
  readonly onChoose: (item: Item) => void;
}

interface ItemRowProps {
  readonly item: Item;
  readonly context: ItemContext;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One item: it can be focused and chosen; keys act on it. */
export function ItemRow({ item, context: { chosen, onChoose }, className = "", children }: ItemRowProps): ReactNode {
  return (
    <li
      className={`${css.item} ${className}`}
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
