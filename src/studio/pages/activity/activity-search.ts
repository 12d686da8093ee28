import { EVENT_GROUPS, type EventFilter, type EventGroup } from "../../../core/activity/event-filter.ts";
import { JOB_STATES } from "../../../core/activity/job-words.ts";
import type { JobRow } from "../../../core/events/rows.ts";

/** What the Activity page shows, as its address says; what is left out is the usual. */
export interface ActivitySearch {
  readonly tab?: "jobs";
  readonly by?: "chain";
  /** Groups of events, joined by commas. */
  readonly kinds?: string;
  readonly entity?: string;
  readonly chain?: string;
  readonly text?: string;
  /** Begins at this seq instead of the newest. */
  readonly at?: number;
  /** Seq of the event that the inspector shows. */
  readonly event?: number;
  readonly job?: string;
  readonly state?: JobRow["state"];
}

/** Changes some of what the address says; undefined takes it out. */
export type ShowActivity = (patch: { [K in keyof ActivitySearch]: ActivitySearch[K] | undefined }) => void;

/** Reads an address. What does not fit is left out: an old or mistyped link still opens the page. */
export function readActivitySearch(search: Readonly<Record<string, unknown>>): ActivitySearch {
  const word = (name: string): string | undefined => {
    const value = search[name];
    return (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
  };
  const seq = (name: string): number | undefined => {
    const value = Number(search[name]);
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const state = JOB_STATES.find((one) => one === search["state"]);
  const kinds = EVENT_GROUPS.filter(({ id }) => word("kinds")?.split(",").includes(id)).map(({ id }) => id);
  const read = {
    tab: search["tab"] === "jobs" ? ("jobs" as const) : undefined,
    by: search["by"] === "chain" ? ("chain" as const) : undefined,
    kinds: kinds.length === 0 ? undefined : kinds.join(","),
    entity: word("entity"),
    chain: word("chain"),
    text: word("text"),
    at: seq("at"),
    event: seq("event"),
    job: word("job"),
    state,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** The filter that an address asks for. */
export function filterOf({ kinds, entity, chain, text }: ActivitySearch): EventFilter {
  return {
    groups: (kinds?.split(",") ?? []) as EventGroup[],
    entity: entity ?? null,
    chain: chain ?? null,
    text: text ?? "",
  };
}
