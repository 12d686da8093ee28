import { useRef } from "react";
import styles from "./tab-bar.module.css";

interface TabBarProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly note?: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** Tabs over one panel, whose id must be `panel-<id>`; arrows move between them. */
export function TabBar<Id extends string>({ label, tabs, chosen, onChoose }: TabBarProps<Id>) {
  const bar = useRef<HTMLDivElement>(null);
  const move = (step: number): void => {
    const index = (tabs.findIndex(({ id }) => id === chosen) + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (next === undefined) return;
    onChoose(next.id);
    bar.current?.querySelectorAll<HTMLButtonElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div
      ref={bar}
      className={styles["bar"]}
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        else if (event.key === "ArrowLeft") move(-1);
        else return;
        event.preventDefault();
      }}
    >
      {tabs.map(({ id, label: name, note }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === chosen}
          {...(id === chosen ? { "aria-controls": `panel-${id}` } : {})}
          tabIndex={id === chosen ? 0 : -1}
          className={styles["tab"]}
          onClick={() => onChoose(id)}
        >
          {name}
          {note === undefined ? null : <span className={styles["note"]}>{note}</span>}
        </button>
      ))}
    </div>
  );
}
