import type { ModelRequest, Wire } from "../../core/trials/conversation/model.ts";
import type { Json } from "../../core/trials/json.ts";
import { judgeStatus, type Attempt, type FailedAttempt } from "./attempt.ts";
import { member, parseModelJson, textIn } from "./model-json.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { WireFormat } from "./wire-format.ts";

/** An HTTP answer, whole and without the key. */
export interface WireAnswer {
  readonly format: WireFormat;
  readonly request: ModelRequest;
  readonly wire: Wire;
  readonly header: (name: string) => string | null;
  readonly latencyMs: number;
  /** Of the provider, without what may be secret. */
  readonly origin: string;
  /** What to do about a key that is refused. */
  readonly keyHint: string;
  /** Ms since 1970. */
  readonly nowMs: number;
}

/** What one answer comes to: the model's reply, or what failed. */
export function judgeAnswer(answer: WireAnswer): Attempt {
  return answer.wire.status === 200 ? readReply(answer) : readRefusal(answer);
}

function readReply({ format, request, wire, latencyMs, origin }: WireAnswer): Attempt {
  const rest = { kind: "failed", status: 200, retryAfterMs: null, wire, latencyMs } as const;
  const malformed = { ...rest, code: "PROVIDER_MALFORMED", isTransient: false } as const;
  const parsed = parseModelJson(wire.response);
  if (parsed.kind === "broken") return { ...malformed, message: describeBroken(wire.response, parsed.why, origin) };
  const reading = format.read(parsed.value, request);
  if (reading.kind === "reply") return { kind: "reply", reply: { ...reading, wire, latencyMs } };
  const said = saidError(parsed.value);
  if (said !== null && reading.code === "PROVIDER_MALFORMED") {
    return { ...malformed, message: `the provider answered with an error: ${said}` };
  }
  const { code, message, isTransient } = reading;
  return { ...rest, code, message, isTransient };
}

function describeBroken(text: string, why: string, origin: string): string {
  const start = text.trimStart().slice(0, 1);
  if (start === "") return "the provider's answer is empty";
  if (start === "<") return `\`${origin}\` answers with a web page instead of JSON, check the provider's \`baseUrl\``;
  return start === "{" && why === "is no JSON" ? "the provider's answer is cut off or broken" : `the provider's answer ${why}`;
}

function readRefusal({ wire, header, latencyMs, keyHint, nowMs }: WireAnswer): FailedAttempt {
  const { status } = wire;
  const body = parsedOrNull(wire.response);
  const said = saidError(body);
  // It is told as a rate limit, but no pause mends it.
  const isUnpaid = textIn(member(body, "error", "code")) === "insufficient_quota";
  const judged = isUnpaid ? ({ code: "PROVIDER_REFUSED", isTransient: false } as const) : judgeStatus(status);
  const message = `the provider answered with status ${status}${said === null ? "" : `: ${said}`}${hintAt(status, keyHint)}`;
  return { kind: "failed", ...judged, message, status, retryAfterMs: readRetryAfter(header, nowMs), wire, latencyMs };
}

function hintAt(status: number, keyHint: string): string {
  if (status === 401 || status === 403) return `, ${keyHint}`;
  if (status === 404) return ", check the model's name and the provider's `baseUrl`";
  return status >= 300 && status < 400 ? ", which leads elsewhere; set the provider's `baseUrl` to where it answers itself" : "";
}

/** Longest part of a provider's own words that is told on; all of them stand in the body. */
const MAX_SAID = 300;

/** What an answer says is wrong, on one line; null where it says nothing. All three formats say it in `error.message`. */
function saidError(body: Json): string | null {
  const said = textIn(member(body, "error", "message")) ?? textIn(member(body, "error"));
  if (said === null) return null;
  const line = said
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/\.$/, "");
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…`.toWellFormed() : line;
}

/** Optional field of ours that a model does not know, as its provider names it; null where it is about something else. */
export function findRefusedField({ status, response }: Wire, format: WireFormat): string | null {
  if (status !== 400 || format.optional.length === 0) return null;
  const field = textIn(member(parsedOrNull(response), "error", "param"));
  return field !== null && format.optional.includes(field) ? field : null;
}

function parsedOrNull(text: string): Json {
  const parsed = parseModelJson(text);
  return parsed.kind === "data" ? parsed.value : null;
}
