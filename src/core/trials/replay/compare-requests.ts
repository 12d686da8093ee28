import type { ModelRequest } from "../conversation/model.ts";
import type { Json } from "../json.ts";
import { redactSaid } from "../loop/redact-request.ts";
import { redactConfig } from "../privacy/redact-entry.ts";
import type { Redactor } from "../privacy/redactor.ts";
import { type JsonDifference, jsonDiff } from "./json-diff.ts";
import type { RecordedCall } from "./recording.ts";

/** A request as it is asked now, with its fingerprint. */
export interface AskedRequest {
  readonly request: ModelRequest;
  readonly print: string | null;
}

/**
 * Where a request differs from the recorded one; nowhere where their fingerprints are equal, or where nothing of them differs
 * because another version of Touchstone made the fingerprint. Both sides are without their secrets.
 */
export function compareRequests(
  call: RecordedCall,
  { request, print }: AskedRequest,
  redactor: Redactor,
): readonly JsonDifference[] {
  if (call.fingerprint === print) return [];
  const { messages, mustCall, ...config } = request;
  const told = { ...redactConfig(config, redactor), mustCall, messages: messages.map((one) => redactSaid(one, redactor)) };
  return jsonDiff(asJson(call.request()), asJson(told));
}

/** Requests are JSON data. */
function asJson(request: ModelRequest): Json {
  return request as unknown as Json;
}
