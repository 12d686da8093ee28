import type { StoredEvent } from "../events/event.ts";
import type { EventSubjects } from "./event-subjects.ts";

/** A thing that a sentence names and that can be opened. */
export interface EntityLink {
  readonly kind: "spec" | "job" | "version" | "playtest" | "trial" | "env";
  readonly id: string;
  readonly text: string;
}

/** How an event reads: an icon with its tone, and one sentence in pieces, some of which are links. */
export interface Sentence {
  readonly icon: string;
  readonly tone: EventTone;
  readonly parts: readonly (string | EntityLink)[];
}

/** What an event means to who reads it: nothing new, good, bad, a question, an exception, gold for what is approved. */
export type EventTone = "plain" | "pass" | "fail" | "uncertain" | "exception" | "gold";

type EventOf<T extends StoredEvent["type"]> = Extract<StoredEvent, { type: T }>;

/** What a sentence is made from beside its event. */
export interface SentenceContext {
  /** The spec as a link; a job or version whose spec is not known yet is named itself. */
  readonly subject: EntityLink;
  readonly subjects: EventSubjects;
}

export type SentenceTable = {
  readonly [T in StoredEvent["type"]]: (event: EventOf<T>, context: SentenceContext) => Sentence;
};

/** A sentence as plain text, e.g. for a search or a screen reader. */
export function sentenceText({ parts }: Sentence): string {
  return parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}
