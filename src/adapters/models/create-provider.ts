import type { ModelFailure } from "../../core/trials/conversation/model.ts";
import type { AdapterName } from "../../core/trials/scenario/scenario.ts";
import type { ScriptTurn } from "../../core/trials/scenario/script-turn.ts";
import type { RetryPolicy } from "./ask-patiently.ts";
import { ECHO_PROVIDER } from "./echo-provider.ts";
import { openHttpProvider } from "./http-provider.ts";
import type { ModelProvider } from "./model-provider.ts";
import { openScriptedProvider } from "./scripted-provider.ts";
import type { WireFormat } from "./wire-format.ts";
import { WIRE_FORMATS } from "./wire-formats.ts";

/** What a provider needs to be asked. */
export interface ProviderOptions {
  readonly adapter: AdapterName;
  /** Where it answers; null for its public endpoint. */
  readonly baseUrl: string | null;
  /** Sent in a header, and nowhere else; null for none. */
  readonly apiKey: string | null;
  /** Variable that the key comes from, for messages; default: the adapter's. */
  readonly keyName?: string | undefined;
  /** What `scripted` and `flaky` say; empty for others. */
  readonly script: readonly ScriptTurn[];
  /** The run's. */
  readonly seed: number;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** Ms since 1970, for dates until which a provider asks to wait; default: the machine's clock. */
  readonly date?: () => number;
  /** Waits; ends early where the signal says so. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How often and after how long a call is tried again. */
  readonly retry?: RetryPolicy | undefined;
}

/**
 * Opens the provider of one scenario; it serves all trials at once. An address or a key that cannot be used is told by the
 * first call: who never asks, as where all votes are recorded, needs neither.
 */
export function createProvider(options: ProviderOptions): ModelProvider {
  const { adapter, script, seed, retry } = options;
  if (adapter === "echo") return ECHO_PROVIDER;
  if (adapter === "scripted" || adapter === "flaky") {
    return openScriptedProvider({ script, seed, retry, isFlaky: adapter === "flaky" });
  }
  return openWired(WIRE_FORMATS[adapter], options);
}

function openWired(format: WireFormat, options: ProviderOptions): ModelProvider {
  const { baseUrl, seed, retry, keyName = format.keyName, now, date = () => Date.now() } = options;
  const apiKey = options.apiKey?.trim() || null;
  if (apiKey === null && baseUrl === null) return refuse(`no key is set, put one into \`${keyName}\``);
  // Headers hold nothing but visible ASCII.
  if (apiKey !== null && !/^[\u0021-\u007e]+$/.test(apiKey)) {
    return refuse(`the key in \`${keyName}\` holds characters that no header can carry, copy it again`);
  }
  const url = endpointOf(format, baseUrl ?? format.publicUrl);
  if (url === null) return refuse("the provider's `baseUrl` is not `http://` or `https://` with a host, or holds a user name");
  const wait = async (ms: number, signal: AbortSignal): Promise<void> => await endQuietly(options.wait(ms, signal), signal);
  return openHttpProvider({ format, url, apiKey, keyName, date, seed, policy: retry, clock: { now, wait } });
}

/** Whoever waits may end it as an error when it is stopped; who asked is told by the signal. */
async function endQuietly(waiting: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await waiting;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function endpointOf(format: WireFormat, baseUrl: string): URL | null {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  // Requests with a name in their address are refused by fetch, with an error that holds the password.
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  url.pathname = format.endpoint(url.pathname.replace(/\/+$/, ""));
  url.hash = "";
  return url;
}

/** A provider that cannot be asked. */
function refuse(message: string): ModelProvider {
  const failedTries = [{ status: null, message, waitedMs: 0 }];
  const failure: ModelFailure = { kind: "failure", code: "PROVIDER_REFUSED", message, failedTries, wire: null, latencyMs: 0 };
  return { complete: async () => await Promise.resolve(failure) };
}
