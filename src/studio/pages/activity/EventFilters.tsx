import type { ReactNode } from "react";
import { EVENT_GROUPS, type EventGroup } from "../../../core/activity/event-filter.ts";
import { filterOf, type ActivitySearch, type ShowActivity } from "./activity-search.ts";
import styles from "./activity.module.css";

/** What the list shows, and how: kinds of events, words, an entity, a chain; one by one or by chain. */
export function EventFilters({ search, show }: { readonly search: ActivitySearch; readonly show: ShowActivity }): ReactNode {
  const { groups } = filterOf(search);
  const toggle = (id: EventGroup): void => {
    const next = groups.includes(id) ? groups.filter((one) => one !== id) : [...groups, id];
    show({ kinds: next.length === 0 ? undefined : next.join(",") });
  };
  return (
    <div className={styles.tools} role="search" aria-label="Filter events">
      <input
        className={styles.field}
        type="search"
        data-filter=""
        aria-label="Words that the event must say"
        placeholder="Filter by words, id or #seq"
        value={search.text ?? ""}
        onChange={({ target }) => show({ text: target.value === "" ? undefined : target.value })}
      />
      <div className={styles.groups} role="group" aria-label="Kinds of events">
        {EVENT_GROUPS.map(({ id, title }) => (
          <button key={id} type="button" className={styles.chip} aria-pressed={groups.includes(id)} onClick={() => toggle(id)}>
            {title}
          </button>
        ))}
      </div>
      {search.entity !== undefined && <Chosen name="About" value={search.entity} onClear={() => show({ entity: undefined })} />}
      {search.chain !== undefined && (
        <Chosen name="Chain" value={search.chain.slice(0, 8)} onClear={() => show({ chain: undefined })} />
      )}
      {search.at !== undefined && <Chosen name="Up to" value={`#${search.at}`} onClear={() => show({ at: undefined })} />}
      <span className={styles.spacer} />
      <button
        type="button"
        className={styles.chip}
        aria-pressed={search.by === "chain"}
        onClick={() => show({ by: search.by === "chain" ? undefined : "chain" })}
      >
        By chain
      </button>
    </div>
  );
}

interface ChosenProps {
  readonly name: string;
  readonly value: string;
  readonly onClear: () => void;
}

/** Something that narrows the list, with the way to take it away. */
function Chosen({ name, value, onClear }: ChosenProps): ReactNode {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed="true"
      aria-label={`${name} ${value}: take this filter away`}
      onClick={onClear}
    >
      {name} <strong>{value}</strong> ✕
    </button>
  );
}
