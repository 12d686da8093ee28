import type { EventPayload, EventType, NewEvent } from "./event.ts";
import { entityTypeOf } from "./fold.ts";

/** Where an event stands among causes and consequences. */
export interface CausalPlace {
  /** All events that follow from one cause share it. */
  readonly id: string;
  /** 0 for what a person did; +1 for each automatic consequence. */
  readonly depth: number;
}

/** All that is said about a new event; the rest follows from its type. */
export interface EventFacts<T extends EventType> {
  /** Record id (UUIDv7). */
  readonly id: string;
  /** Epoch ms, UTC. */
  readonly ts: number;
  readonly type: T;
  readonly entityId: string;
  readonly chain: CausalPlace;
  /** Unique per (project, type, entity) for ever. */
  readonly key: string;
  readonly payload: EventPayload<T>;
}

/**
 * Builds an event as the store takes it: type and payload fit each other, and the kind of entity follows from the type.
 *
 * Source: SPEC.md E3.
 */
export function newEvent<T extends EventType>(facts: EventFacts<T>): NewEvent {
  const { id, ts, type, entityId, chain, key, payload } = facts;
  return {
    id,
    ts,
    type,
    v: 1,
    entityType: entityTypeOf(type),
    entityId,
    causalChainId: chain.id,
    causalDepth: chain.depth,
    idempotencyKey: key,
    payload,
    // TypeScript does not see that a type parameter picks one member of a union.
  } as NewEvent;
}
