import type { ModelRequest } from "../../core/trials/conversation/model.ts";
import { askPatiently, type Patience } from "./ask-patiently.ts";
import type { Attempt } from "./attempt.ts";
import { findRefusedField, judgeAnswer } from "./judge-answer.ts";
import type { ModelCall, ModelProvider } from "./model-provider.ts";
import { sendJson } from "./send-json.ts";
import type { WireFormat } from "./wire-format.ts";

/** A provider behind HTTP. */
interface HttpProviderOptions extends Patience {
  readonly format: WireFormat;
  readonly url: URL;
  /** Null for none. */
  readonly apiKey: string | null;
  readonly keyName: string;
  /** Ms since 1970, for dates until which a provider asks to wait. */
  readonly date: () => number;
}

/** Longest one try, so that one connection that died unseen does not take all the time of a call. Node's own limit is the same. */
const TRY_MS = 300_000;

/** Opens a provider that is asked by HTTP. Source: `SPEC.md` MP8 to MP14. */
export function openHttpProvider(options: HttpProviderOptions): ModelProvider {
  /** By model, optional fields that it refused. */
  const refused = new Map<string, Set<string>>();
  return {
    complete: async (request, call) => {
      const without = refused.get(request.model) ?? new Set<string>();
      refused.set(request.model, without);
      return await askPatiently(async (leftMs) => await ask(request, call, { ...options, without, leftMs }), call, options);
    },
  };
}

interface Try extends HttpProviderOptions {
  readonly without: Set<string>;
  readonly leftMs: number;
}

async function ask(request: ModelRequest, call: ModelCall, each: Try): Promise<Attempt> {
  const { format, url, apiKey, keyName, clock, date, without, leftMs } = each;
  const body = JSON.stringify(format.body(request, without));
  const began = clock.now();
  const limitMs = Math.min(leftMs, TRY_MS);
  const sent = await sendJson({ url, headers: format.headers(apiKey), body, limitMs, signal: call.signal });
  const latencyMs = Math.round(clock.now() - began);
  if (sent.kind === "failed") return { ...sent, status: null, retryAfterMs: null, wire: null, latencyMs };
  const wire = { status: sent.status, request: withoutKey(body, apiKey), response: withoutKey(sent.text, apiKey) };
  const field = findRefusedField(wire, format);
  if (field !== null && !without.has(field)) {
    without.add(field);
    return await ask(request, call, { ...each, leftMs: leftMs - latencyMs });
  }
  const keyHint = apiKey === null ? `set \`${keyName}\`` : `check the key in \`${keyName}\``;
  return judgeAnswer({ format, request, wire, header: sent.header, latencyMs, origin: url.origin, keyHint, nowMs: date() });
}

/** Shorter ones are no keys, but words that servers without keys want to see, as `ollama` does. */
const MIN_KEY_LENGTH = 8;

/** Some providers and gateways say the key that they refuse. */
function withoutKey(text: string, apiKey: string | null): string {
  return apiKey === null || apiKey.length < MIN_KEY_LENGTH ? text : text.replaceAll(apiKey, "[key]");
}
