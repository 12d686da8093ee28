import { canonicalJson } from "../core/canonical/canonical-json.ts";
import { TouchstoneError } from "../core/errors.ts";
import { EVENT_PAYLOADS, MAX_CAUSAL_DEPTH, type NewEvent } from "../core/events/event.ts";
import { entityTypeOf } from "../core/events/fold.ts";
import type { PreparedEvent } from "./log.ts";

/** Longest id or key, in UTF-16 code units. */
const NAME_LIMIT = 400;

/**
 * Makes an event ready for the log: validates it and writes its payload in canonical form.
 *
 * @throws TypeError or ZodError when the event has not its type's shape: a bug in the caller.
 * @throws TouchstoneError STATE_CONFLICT when the chain of automatic consequences is too long.
 * Source: core/events/SPEC.md E1, E3, E4.
 */
export function prepareEvent(event: NewEvent): PreparedEvent {
  assertEnvelope(event);
  if (event.causalDepth > MAX_CAUSAL_DEPTH) throw tooDeep(event);
  const { id, ts, type, v, entityType, entityId, causalChainId, causalDepth, idempotencyKey } = event;
  const payloadText = canonicalJson(EVENT_PAYLOADS[type].parse(event.payload));
  return { id, ts, type, v, entityType, entityId, causalChainId, causalDepth, idempotencyKey, payloadText };
}

/** Checked by hand: a schema would cost as much as hashing the event does. */
function assertEnvelope(event: NewEvent): void {
  const { id, ts, type, v, entityType, entityId, causalChainId, causalDepth, idempotencyKey } = event;
  if (!Object.hasOwn(EVENT_PAYLOADS, type)) throw new TypeError(`There is no event type \`${type}\``);
  const about = entityTypeOf(type);
  if (entityType !== about) throw new TypeError(`\`${type}\` is about a ${about}, not a ${entityType}`);
  const named = isName(id) && isName(entityId) && isName(causalChainId) && isName(idempotencyKey);
  if (!named)
    throw new TypeError(`\`${type}\` needs id, entityId, causalChainId and idempotencyKey of 1 to ${NAME_LIMIT} characters`);
  if (!isCount(ts) || !isCount(causalDepth)) throw new TypeError(`\`${type}\` needs ts and causalDepth as integers from 0`);
  if (v !== 1) throw new TypeError(`\`${type}\` has no version \`${String(v)}\``);
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= NAME_LIMIT && value.isWellFormed();
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function tooDeep(event: NewEvent): TouchstoneError {
  const message = `\`${event.type}\` would be consequence ${event.causalDepth} of chain \`${event.causalChainId}\``;
  const hint = `Break the chain: at most ${MAX_CAUSAL_DEPTH} automatic consequences may follow one cause.`;
  return new TouchstoneError("STATE_CONFLICT", message, { hint });
}
