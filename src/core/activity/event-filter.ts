import type { StoredEvent } from "../events/event.ts";

/** Which events are shown. Empty and null ask for nothing. */
export interface EventFilter {
  readonly groups: readonly EventGroup[];
  /** Id of a spec, job, version, playtest, run of trials or change of the environment. */
  readonly entity: string | null;
  readonly chain: string | null;
  /** Words that the sentence must hold, all of them, in any order and case. */
  readonly text: string;
}

/** Kinds of events that people look for together. */
export type EventGroup =
  | "specs"
  | "jobs"
  | "images"
  | "versions"
  | "decisions"
  | "trouble"
  | "replays"
  | "playtests"
  | "trials"
  | "environment";

export const EVENT_GROUPS: readonly { readonly id: EventGroup; readonly title: string }[] = [
  { id: "specs", title: "Specs" },
  { id: "jobs", title: "Jobs" },
  { id: "images", title: "Images" },
  { id: "versions", title: "Versions" },
  { id: "decisions", title: "Decisions" },
  { id: "trouble", title: "Trouble" },
  { id: "replays", title: "Replays" },
  { id: "playtests", title: "Playtests" },
  { id: "trials", title: "Trials" },
  { id: "environment", title: "Environment" },
];

const GROUP_OF: Readonly<Record<StoredEvent["type"], EventGroup>> = {
  "spec.ready": "specs",
  "spec.rebound": "specs",
  "job.queued": "jobs",
  "job.started": "jobs",
  "job.submitted": "images",
  "job.render_done": "images",
  "job.retry": "trouble",
  "job.requeued": "jobs",
  "job.lost": "trouble",
  "job.superseded": "trouble",
  "job.succeeded": "jobs",
  "job.failed": "trouble",
  "job.escalated": "trouble",
  "job.canceled": "decisions",
  "version.created": "versions",
  "version.checked": "versions",
  "version.routed": "versions",
  "version.approved": "decisions",
  "version.rejected": "decisions",
  "replay.done": "replays",
  "playtest.started": "playtests",
  "playtest.finished": "playtests",
  "playtest.explored": "playtests",
  "playtest.checked": "playtests",
  "trial.started": "trials",
  "trial.finished": "trials",
  "env.initialized": "environment",
  "env.staged": "environment",
  "env.tx_finished": "environment",
  "env.promoted": "environment",
  "env.promote_failed": "environment",
  "env.rolled_back": "environment",
  "env.node_removed": "environment",
  "env.recovered": "environment",
  "env.imported": "environment",
  "env.started": "environment",
  "env.stopped": "environment",
};

/**
 * Whether an event is shown.
 *
 * @param about.sentence  The event in words.
 * @param about.specId    The spec it is about; null while that is not known. `entity` may name it.
 */
export function isShown(
  event: StoredEvent,
  about: { readonly sentence: string; readonly specId: string | null },
  filter: EventFilter,
): boolean {
  const { groups, entity, chain, text } = filter;
  if (groups.length > 0 && !groups.includes(GROUP_OF[event.type])) return false;
  if (entity !== null && event.entityId !== entity && about.specId !== entity) return false;
  if (chain !== null && event.causalChainId !== chain) return false;
  const said = `${about.sentence} ${event.type} ${event.entityId} #${event.seq}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** Whether a filter asks for anything. */
export function isFiltering({ groups, entity, chain, text }: EventFilter): boolean {
  return groups.length > 0 || entity !== null || chain !== null || text.trim() !== "";
}
