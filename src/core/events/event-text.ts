import type { StoredEvent } from "./event.ts";

/** What an event's hash covers, with its payload already in canonical form. */
export type HashedEvent = Omit<StoredEvent, "hash" | "payload"> & { readonly payloadText: string };

/**
 * The canonical JSON (RFC 8785) of an event without its `hash`: what the hash chain digests.
 * Written out by hand because the payload's text is at hand: canonicalising it a second time would double the price
 * of an append.
 *
 * Source: SPEC.md E2.
 */
export function eventText(event: HashedEvent): string {
  return (
    `{"causalChainId":${JSON.stringify(event.causalChainId)},"causalDepth":${event.causalDepth}` +
    `,"entityId":${JSON.stringify(event.entityId)},"entityType":"${event.entityType}","id":${JSON.stringify(event.id)}` +
    `,"idempotencyKey":${JSON.stringify(event.idempotencyKey)},"payload":${event.payloadText}` +
    `,"prevHash":"${event.prevHash}","projectId":${JSON.stringify(event.projectId)},"seq":${event.seq}` +
    `,"ts":${event.ts},"type":"${event.type}","v":${event.v}}`
  );
}
