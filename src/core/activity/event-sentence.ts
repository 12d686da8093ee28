import type { StoredEvent } from "../events/event.ts";
import { specOfEvent, type EventSubjects } from "./event-subjects.ts";
import type { EntityLink, Sentence, SentenceContext } from "./sentence.ts";
import { SENTENCES } from "./sentences.ts";

/**
 * An event in words, e.g. `◍ Image 2 of 6 of lantern-walk is stored`.
 *
 * @param subjects  What is known of the jobs and versions that the event names; a gap makes the sentence vaguer, never wrong.
 */
export function eventSentence(event: StoredEvent, subjects: EventSubjects): Sentence {
  const write = SENTENCES[event.type] as (event: StoredEvent, context: SentenceContext) => Sentence;
  return write(event, { subject: subjectOf(event, subjects), subjects });
}

function subjectOf(event: StoredEvent, subjects: EventSubjects): EntityLink {
  const specId = specOfEvent(event, subjects);
  if (specId !== null) return { kind: "spec", id: specId, text: specId };
  const { entityType, entityId } = event;
  // Record ids begin with their time: it is their end that tells them apart.
  return { kind: entityType, id: entityId, text: `${entityType} ${entityId.slice(-8)}` };
}
