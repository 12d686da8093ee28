import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { isFiltering, isShown, type EventFilter } from "../../../core/activity/event-filter.ts";
import { eventSentence } from "../../../core/activity/event-sentence.ts";
import { learnSubjects, specOfEvent, type EventSubjects } from "../../../core/activity/event-subjects.ts";
import { sentenceText } from "../../../core/activity/sentence.ts";
import type { StoredEvent } from "../../../core/events/event.ts";
import { readAfter, readWindowBefore, type EventQuery, type EventWindow } from "./read-events.ts";

/** The events that a list shows, with how far it has looked. */
export interface EventLines {
  /** Newest first; what the filter leaves. */
  readonly events: readonly StoredEvent[];
  readonly subjects: EventSubjects;
  /** How many events were looked through, and the seqs of the first and last of them. */
  readonly looked: { readonly count: number; readonly since: number; readonly until: number };
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** The end of the list is in sight: more is read, as long as a filter finds it near. */
  readonly reachEnd: () => void;
  /** Looks further back, as asked. */
  readonly readMore: () => void;
  readonly retry: () => void;
}

interface LinesOptions {
  readonly filter: EventFilter;
  /** Begins at this seq and looks back from there; null begins at the newest and follows it. */
  readonly at: number | null;
  /** Seq of the newest event that the stream told of; what is newer than what was read is fetched. */
  readonly head: number | null;
}

/** Where to read: back from a seq (null: from the newest), or on after one. */
interface Place {
  readonly way: "back" | "on";
  readonly seq: number | null;
}

/** Windows that are looked through without being asked again, for a filter that finds little. */
const LOOK_AT_ONCE = 20;
const ENOUGH = 60;

/** Reads the stream backwards window by window, and onwards as it grows. */
export function useEventLines({ filter, at, head }: LinesOptions): EventLines {
  const query = serverQuery(filter);
  const isWhole = query.chain !== undefined || query.entity !== undefined;
  const begin: Place = { way: "back", seq: at };
  const { data, ...reading } = useInfiniteQuery({
    queryKey: ["activity", query.chain ?? null, query.entity ?? null, at],
    initialPageParam: begin,
    queryFn: async ({ pageParam, signal }) => {
      if (pageParam.way === "on") return await readAfter(pageParam.seq ?? 0, query, signal);
      return isWhole ? await readAfter(0, query, signal) : await readWindowBefore(pageParam.seq, signal);
    },
    getNextPageParam: (oldest): Place | undefined => (oldest.since > 0 ? { way: "back", seq: oldest.since } : undefined),
    getPreviousPageParam: (last): Place | undefined => (at === null ? { way: "on", seq: last.until } : undefined),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { fetchPreviousPage, fetchNextPage, isFetching, hasNextPage } = reading;
  const until = data?.pages[0]?.until ?? null;
  useFollow({ fetchOn: fetchPreviousPage, isFetching, head: at === null ? head : null, until });
  const lines = useMemo(() => readLines(data, filter), [data, filter]);
  const patience = usePatience(filter);
  const found = lines.events.length;
  const windows = data?.pages.length ?? 0;
  const mayLook = hasNextPage && !isFetching && !reading.isFetchNextPageError;
  const looksOn = mayLook && found < patience.wanted && (!isFiltering(filter) || windows < patience.windows);
  useEffect(() => {
    if (looksOn) void fetchNextPage();
  }, [looksOn, fetchNextPage]);
  return {
    ...lines,
    hasMore: hasNextPage,
    isReading: isFetching,
    isPending: reading.isPending,
    error: reading.error,
    reachEnd: () => patience.want(found + ENOUGH),
    readMore: () => {
      patience.extend({ wanted: found + ENOUGH, windows: windows + LOOK_AT_ONCE });
      void fetchNextPage();
    },
    retry: () => void reading.refetch(),
  };
}

interface Follow {
  readonly fetchOn: () => Promise<unknown>;
  readonly isFetching: boolean;
  /** The newest event there is, and the newest that was read. */
  readonly head: number | null;
  readonly until: number | null;
}

/** Reads on as the stream grows. What failed is tried again with the next event, not at once: the server may be away. */
function useFollow({ fetchOn, isFetching, head, until }: Follow): void {
  const tried = useRef<string>(undefined);
  useEffect(() => {
    const gap = `${until}-${head}`;
    if (head === null || until === null || head <= until || isFetching || tried.current === gap) return;
    tried.current = gap;
    void fetchOn();
  }, [fetchOn, isFetching, head, until]);
}

interface Patience {
  /** Lines that are enough for now. */
  readonly wanted: number;
  /** Windows that a filter may look through without being asked again. */
  readonly windows: number;
}

/** How long to look for lines; begins anew with each filter. */
function usePatience(filter: EventFilter) {
  const [state, setState] = useState<Patience & { readonly filter: EventFilter }>({
    filter,
    wanted: ENOUGH,
    windows: LOOK_AT_ONCE,
  });
  const now = state.filter === filter ? state : { filter, wanted: ENOUGH, windows: LOOK_AT_ONCE };
  return {
    ...now,
    want: (wanted: number) => {
      if (wanted > now.wanted) setState({ ...now, wanted });
    },
    extend: (to: Patience) => setState({ filter, ...to }),
  };
}

/** A chain is asked for by itself, and so is a job or version, which begin with a record id; a spec is looked for in what is read. */
function serverQuery({ chain, entity }: EventFilter): EventQuery {
  if (chain !== null) return { chain };
  return entity !== null && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(entity) ? { entity } : {};
}

function readLines(
  data: InfiniteData<EventWindow> | undefined,
  filter: EventFilter,
): Pick<EventLines, "events" | "subjects" | "looked"> {
  const pages = data?.pages ?? [];
  const [since, until] = [pages.at(-1)?.since ?? 0, pages[0]?.until ?? 0];
  const read = pages.flatMap(({ events }) => events.toReversed());
  const subjects = learnSubjects([...pages.flatMap(({ beginnings }) => beginnings), ...read], since);
  const events = isFiltering(filter) ? read.filter((event) => isShown(event, aboutOf(event, subjects), filter)) : read;
  return { events, subjects, looked: { count: read.length, since, until } };
}

function aboutOf(event: StoredEvent, subjects: EventSubjects) {
  return { sentence: sentenceText(eventSentence(event, subjects)), specId: specOfEvent(event, subjects) };
}
