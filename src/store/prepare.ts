import { z } from "zod";
import { canonicalJson } from "../core/canonical/canonical-json.ts";
import { TouchstoneError } from "../core/errors.ts";
import { EVENT_PAYLOADS, MAX_CAUSAL_DEPTH, type EventType, type NewEvent } from "../core/events/event.ts";
import { entityTypeOf } from "../core/events/fold.ts";
import type { PreparedEvent } from "./append.ts";

const Name = z
  .string()
  .min(1)
  .max(400)
  .refine((text) => text.isWellFormed());

const Envelope = z.object({
  id: Name,
  ts: z.int().min(0),
  v: z.literal(1),
  entityId: Name,
  causalChainId: Name,
  causalDepth: z.int().min(0),
  idempotencyKey: Name,
});

/**
 * Makes an event ready for the log: validates it and writes its payload in canonical form.
 *
 * @throws ZodError or TypeError when the event has not its type's shape: a bug in the caller.
 * @throws TouchstoneError STATE_CONFLICT when the chain of automatic consequences is too long.
 * Source: core/events/SPEC.md E1, E3, E4.
 */
export function prepareEvent(event: NewEvent): PreparedEvent {
  const { payload, ...rest } = event;
  if (!Object.hasOwn(EVENT_PAYLOADS, event.type)) throw new TypeError(`There is no event type \`${event.type}\``);
  const envelope = Envelope.parse(rest);
  const entityType = entityTypeOf(event.type);
  if (event.entityType !== entityType)
    throw new TypeError(`\`${event.type}\` is about a ${entityType}, not a ${event.entityType}`);
  if (event.causalDepth > MAX_CAUSAL_DEPTH) throw tooDeep(event);
  const payloadText = canonicalJson(EVENT_PAYLOADS[event.type satisfies EventType].parse(payload));
  return { ...envelope, type: event.type, entityType, payloadText };
}

function tooDeep(event: NewEvent): TouchstoneError {
  const message = `\`${event.type}\` would be consequence ${event.causalDepth} of chain \`${event.causalChainId}\``;
  const hint = `Break the chain: at most ${MAX_CAUSAL_DEPTH} automatic consequences may follow one cause.`;
  return new TouchstoneError("STATE_CONFLICT", message, { hint });
}
