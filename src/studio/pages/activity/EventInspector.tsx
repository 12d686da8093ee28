import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useMemo, type CSSProperties, type ReactNode } from "react";
import { causalTree, flattenTree } from "../../../core/activity/causal-tree.ts";
import { eventFields } from "../../../core/activity/event-fields.ts";
import { eventSentence } from "../../../core/activity/event-sentence.ts";
import { learnSubjects, specOfEvent, type EventSubjects } from "../../../core/activity/event-subjects.ts";
import type { StoredEvent } from "../../../core/events/event.ts";
import { Digest } from "../../components/Digest.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Panel } from "../../components/Panel.tsx";
import { useWide } from "../../components/use-wide.ts";
import { When } from "../../components/When.tsx";
import { Inspector } from "../../frame/Inspector.tsx";
import styles from "./activity.module.css";
import { ActivityLink } from "./ActivityLink.tsx";
import { readActivitySearch } from "./activity-search.ts";
import { Fields } from "./Fields.tsx";
import { readAfter, readWindowBefore } from "./read-events.ts";
import { SentenceText } from "./SentenceText.tsx";
import type { EventLines } from "./use-event-lines.ts";

/** One event in full: its sentence, its fields by name, its place in the record, and the chain it belongs to. */
export function EventInspector({ seq, lines }: { readonly seq: number | null; readonly lines: EventLines }): ReactNode {
  const known = seq === null ? undefined : lines.events.find((event) => event.seq === seq);
  const { data, error } = useQuery({
    queryKey: ["activity", "event", seq],
    queryFn: async ({ signal }) => await readEvent(seq ?? 0, signal),
    enabled: seq !== null && known === undefined,
    staleTime: Infinity,
  });
  const event = known ?? data;
  const isWide = useWide();
  if (seq === null && !isWide) return null;
  return (
    <Inspector>
      {event === undefined ? <Nothing error={error} /> : <EventDetail event={event} subjects={lines.subjects} />}
    </Inspector>
  );
}

function Nothing({ error }: { readonly error: Error | null }): ReactNode {
  if (error !== null) return <Failure error={error} />;
  return <p className={styles.hint}>Choose an event to see all of it, and what caused it.</p>;
}

async function readEvent(seq: number, signal: AbortSignal): Promise<StoredEvent | null> {
  return (await readWindowBefore(seq, signal)).events.find((event) => event.seq === seq) ?? null;
}

function EventDetail({ event, subjects }: { readonly event: StoredEvent | null; readonly subjects: EventSubjects }): ReactNode {
  if (event === null) return <p>There is no such event.</p>;
  const sentence = eventSentence(event, subjects);
  const specId = specOfEvent(event, subjects);
  return (
    <div className={styles.detail}>
      <h2 className={styles.said}>
        <span className={styles.icon} data-tone={sentence.tone} aria-hidden="true">
          {sentence.icon}
        </span>{" "}
        <SentenceText sentence={sentence} />
      </h2>
      <p className={styles.mute}>
        <code>{event.type}</code> <When atMs={event.ts} />
      </p>
      <Panel title="What it says">
        <Fields fields={eventFields(event)} />
      </Panel>
      <Panel title="In the record">
        <dl className={styles.fields}>
          <dt>Place</dt>
          <dd>
            <ActivityLink search={{ at: event.seq, event: event.seq }}>#{event.seq}</ActivityLink>
          </dd>
          <dt>Hash</dt>
          <dd>
            <Digest value={event.hash} label="hash" />
          </dd>
          <dt>Hash before</dt>
          <dd>
            <Digest value={event.prevHash} label="hash before" />
          </dd>
          <dt>Depth</dt>
          <dd>
            {event.causalDepth === 0
              ? "0: a person, or what a person asked for"
              : `${event.causalDepth}: an automatic consequence`}
          </dd>
          <dt>Once only by</dt>
          <dd>
            <code>{event.idempotencyKey}</code>
          </dd>
        </dl>
      </Panel>
      <Chain event={event} />
      <p className={styles.only}>
        <span className={styles.mute}>Only</span>
        {specId !== null && <ActivityLink search={{ entity: specId, event: event.seq }}>this spec</ActivityLink>}
        {event.entityType !== "spec" && (
          <ActivityLink search={{ entity: event.entityId, event: event.seq }}>{`this ${event.entityType}`}</ActivityLink>
        )}
        <ActivityLink search={{ text: event.type, event: event.seq }}>events like this</ActivityLink>
      </p>
    </div>
  );
}

/** The whole chain of an event as a tree. */
function Chain({ event }: { readonly event: StoredEvent }): ReactNode {
  const chain = event.causalChainId;
  const { data } = useQuery({
    queryKey: ["activity", "chain", chain, event.seq],
    queryFn: async ({ signal }) => (await readAfter(0, { chain }, signal)).events,
    staleTime: 10_000,
  });
  const events = data ?? [event];
  const subjects = useMemo(() => learnSubjects(events), [events]);
  return (
    <Panel
      title={`Its chain: ${events.length} ${events.length === 1 ? "event" : "events"}`}
      aside={<ActivityLink search={{ chain, event: event.seq }}>Follow</ActivityLink>}
    >
      <ol className={styles.tree}>
        {flattenTree(causalTree(events)).map(({ event: one, level }) => (
          <li
            key={one.seq}
            style={{ "--level": level } as CSSProperties}
            {...(one.seq === event.seq ? { "aria-current": "true" as const } : {})}
          >
            <ChainLine event={one} subjects={subjects} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function ChainLine({ event, subjects }: { readonly event: StoredEvent; readonly subjects: EventSubjects }): ReactNode {
  const sentence = eventSentence(event, subjects);
  return (
    <>
      <span className={styles.icon} data-tone={sentence.tone} aria-hidden="true">
        {sentence.icon}
      </span>
      <span>
        <SentenceText sentence={sentence} />
      </span>
      <ActivityLink search={{ ...readActivitySearch(useSearch({ strict: false })), event: event.seq }} className={styles.seq}>
        #{event.seq}
      </ActivityLink>
    </>
  );
}
