import { useMemo, useState, type ReactNode } from "react";
import { chainRows, eventRows, type ActivityRow } from "../../../core/activity/activity-rows.ts";
import { isFiltering } from "../../../core/activity/event-filter.ts";
import { groupedDigits } from "../../../core/activity/verification-words.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { filterOf, type ActivitySearch, type ShowActivity } from "./activity-search.ts";
import styles from "./activity.module.css";
import { EventFilters } from "./EventFilters.tsx";
import { EventInspector } from "./EventInspector.tsx";
import { EventList } from "./EventList.tsx";
import { useEventLines, type EventLines } from "./use-event-lines.ts";
import { useHead } from "./use-head.ts";
import { useOpenChains } from "./use-open-chains.ts";

interface EventsTabProps {
  readonly search: ActivitySearch;
  readonly show: ShowActivity;
}

/** The stream as lines, newest first; at its top it follows what happens, further down it holds still. */
export function EventsTab({ search, show }: EventsTabProps): ReactNode {
  const filter = useMemo(() => filterOf(search), [search.kinds, search.entity, search.chain, search.text]);
  const lines = useEventLines({ filter, at: search.at ?? null, head: useHead() });
  /** Seq up to which the list shows; null while it follows. */
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const newest = lines.events[0]?.seq ?? 0;
  const held = heldAt === null ? lines.events : lines.events.filter(({ seq }) => seq <= heldAt);
  const isTree = search.by === "chain";
  const open = useOpenChains(held[0]?.seq ?? 0);
  const rows = useMemo(() => (isTree ? chainRows(held, open.chains) : eventRows(held)), [isTree, held, open.chains]);
  const onSelect = (row: ActivityRow): void => {
    if (row.kind === "event") show({ event: row.event.seq });
  };
  return (
    <>
      <EventFilters search={search} show={show} />
      <div className={styles.listFrame}>
        {lines.events.length > held.length && (
          <button type="button" className={styles.pill} onClick={() => setHeldAt(null)}>
            {lines.events.length - held.length} new ↑
          </button>
        )}
        <EventsBody lines={lines} isFiltered={isFiltering(filter)} hasRows={rows.length > 0}>
          <EventList
            follows={heldAt === null}
            hasMore={lines.hasMore}
            rows={rows}
            subjects={lines.subjects}
            isTree={isTree}
            selected={search.event === undefined ? undefined : String(search.event)}
            onSelect={onSelect}
            onToggle={open.toggle}
            onEnd={lines.reachEnd}
            onTop={(isAtTop) => setHeldAt(isAtTop ? null : (before) => before ?? newest)}
            foot={<LookedThrough lines={lines} />}
          />
        </EventsBody>
      </div>
      <EventInspector seq={search.event ?? null} lines={lines} />
    </>
  );
}

interface EventsBodyProps {
  readonly lines: EventLines;
  readonly isFiltered: boolean;
  readonly hasRows: boolean;
  readonly children: ReactNode;
}

function EventsBody({ lines, isFiltered, hasRows, children }: EventsBodyProps): ReactNode {
  if (lines.error !== null && !hasRows) return <Failure error={lines.error} retry={lines.retry} />;
  if (lines.isPending) return <Loading what="Reading the events" />;
  if (hasRows) return children;
  if (lines.isReading) return <Loading what="Looking back" />;
  return isFiltered ? (
    <EmptyState title="No event fits">
      <LookedThrough lines={lines} /> Take away a filter, or look further back.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing has happened yet">
      Every step of making an asset is written here as it happens, with what caused it.
    </EmptyState>
  );
}

/** How far the list has looked: what it does not show may still be there. */
function LookedThrough({ lines }: { readonly lines: EventLines }): ReactNode {
  const { looked, hasMore, isReading, error, readMore } = lines;
  if (isReading) return "Reading further back …";
  if (error !== null) {
    return (
      <>
        {"It could not be read further. "}
        <button type="button" className={styles.textButton} onClick={readMore}>
          Try again
        </button>
      </>
    );
  }
  if (!hasMore) return `This is the beginning: ${groupedDigits(looked.count)} events were looked through.`;
  return (
    <>
      {`Looked back to #${looked.since + 1}, through ${groupedDigits(looked.count)} events. `}
      <button type="button" className={styles.textButton} onClick={readMore}>
        Look further back
      </button>
    </>
  );
}
