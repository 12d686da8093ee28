import type { StoredEvent } from "../events/event.ts";

/** What is known of a job from its `job.queued`. */
interface JobSubject {
  readonly specId: string;
  readonly renders: number;
}

/** Who the events are about: what a single event does not say itself, and its sentence needs. */
export interface EventSubjects {
  readonly jobs: ReadonlyMap<string, JobSubject>;
  /** Spec of each version. */
  readonly versions: ReadonlyMap<string, string>;
  /** For the seq of a `job.render_done` whose job was followed from its start: which of the job's images it is, from 1. */
  readonly ordinals: ReadonlyMap<number, number>;
}

/**
 * Learns the subjects of events, in any order.
 *
 * @param events  Events that were read, also with gaps between them. An ordinal is given only where no image of the job can
 *                be missing; `whole` says from which seq on nothing was left out.
 */
export function learnSubjects(events: readonly StoredEvent[], whole = 0): EventSubjects {
  const jobs = new Map<string, JobSubject>();
  const versions = new Map<string, string>();
  const stored = new Map<string, number>();
  const ordinals = new Map<number, number>();
  for (const event of events.toSorted((a, b) => a.seq - b.seq)) {
    if (event.type === "job.queued") {
      jobs.set(event.entityId, { specId: event.payload.specId, renders: event.payload.renders });
      if (event.seq >= whole) stored.set(event.entityId, 0);
    } else if (event.type === "version.created") {
      versions.set(event.entityId, event.payload.specId);
    } else if (event.type === "job.render_done") {
      const before = stored.get(event.entityId);
      if (before !== undefined) {
        stored.set(event.entityId, before + 1);
        ordinals.set(event.seq, before + 1);
      }
    }
  }
  return { jobs, versions, ordinals };
}

/** Ids of jobs and versions that the events speak of and whose first event is not among them: their spec is not known. */
export function listUnknownSubjects(events: readonly StoredEvent[], { jobs, versions }: EventSubjects): readonly string[] {
  const unknown = events
    .filter(({ entityType, entityId }) =>
      entityType === "job" ? !jobs.has(entityId) : entityType === "version" && !versions.has(entityId),
    )
    .map(({ entityId }) => entityId);
  return [...new Set(unknown)];
}

/** The spec that an event is about; null where that is not known yet. */
export function specOfEvent({ entityType, entityId }: StoredEvent, { jobs, versions }: EventSubjects): string | null {
  if (entityType === "spec") return entityId;
  if (entityType === "job") return jobs.get(entityId)?.specId ?? null;
  return entityType === "version" ? (versions.get(entityId) ?? null) : null;
}
