import type { StoredEvent } from "../events/event.ts";

/** What a causal chain came to. */
export interface ChainSummary {
  /** The event that says most about where the chain stands. */
  readonly decisive: StoredEvent;
  readonly count: number;
  /** Epoch ms of its first and last event. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The deepest automatic consequence, from 0. */
  readonly depth: number;
}

/** What people want to know of a chain, from the most telling. */
const WEIGHT: Readonly<Partial<Record<StoredEvent["type"], number>>> = {
  "version.approved": 5,
  "version.rejected": 5,
  "job.escalated": 5,
  "job.failed": 5,
  "job.canceled": 5,
  "version.routed": 4,
  "job.succeeded": 3,
  "version.checked": 3,
  "job.retry": 3,
  "playtest.finished": 3,
  "playtest.explored": 3,
  "playtest.checked": 3,
  "trial.finished": 3,
  "env.promoted": 5,
  "env.promote_failed": 5,
  "env.rolled_back": 5,
  "env.recovered": 5,
  "env.tx_finished": 3,
  "job.queued": 2,
};

/**
 * Sums up a chain from its events.
 *
 * @param events  At least one, of one chain, in any order. The newest of the most telling ones is the decisive one, except
 *                that a job that was queued later opens the question again.
 */
export function chainSummary(events: readonly StoredEvent[]): ChainSummary {
  const ordered = events.toSorted((a, b) => a.seq - b.seq);
  const queued = ordered.findLastIndex(({ type }) => type === "job.queued");
  const open = ordered.slice(Math.max(0, queued));
  const decisive = open.reduce((best, event) => (weightOf(event) >= weightOf(best) ? event : best));
  const [first, last] = [ordered[0] as StoredEvent, ordered.at(-1) as StoredEvent];
  const depth = Math.max(...ordered.map(({ causalDepth }) => causalDepth));
  return { decisive, count: ordered.length, fromMs: first.ts, toMs: last.ts, depth };
}

function weightOf({ type }: StoredEvent): number {
  return WEIGHT[type] ?? 1;
}
