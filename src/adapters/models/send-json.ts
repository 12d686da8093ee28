import type { FailureCode } from "../../core/errors.ts";

/** One request, and how long its whole answer may take. */
export interface Sending {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** An answer whose body was read, or why there is none. */
export type Sent =
  | { readonly kind: "answer"; readonly status: number; readonly text: string; readonly header: (name: string) => string | null }
  | { readonly kind: "failed"; readonly code: FailureCode; readonly message: string; readonly isTransient: boolean };

/** Largest answer that is read. A million tokens have some 4 MB; 16 MiB leave room for what else stands in an answer. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Sends a request and reads the whole answer. Redirects are answers like any other: the key must not travel on. Never rejects but for bugs. */
export async function sendJson({ url, headers, body, limitMs, signal }: Sending): Promise<Sent> {
  const stop = new AbortController();
  const giveUp = (): void => stop.abort();
  const timer = setTimeout(giveUp, Math.max(0, limitMs));
  signal.addEventListener("abort", giveUp);
  if (signal.aborted) giveUp();
  try {
    const init = {
      method: "POST",
      redirect: "manual",
      headers: { ...headers, "content-type": "application/json" },
      body,
    } as const;
    const response = await fetch(url, { ...init, signal: stop.signal });
    const text = await readText(response);
    // What is left of it would go on coming otherwise.
    if (text === null) giveUp();
    if (text === null) return { kind: "failed", ...TOO_LARGE };
    return { kind: "answer", status: response.status, text, header: (name) => response.headers.get(name) };
  } catch (error) {
    if (stop.signal.aborted) return { kind: "failed", ...timedOut(limitMs) };
    return { kind: "failed", ...networkFailure(url, error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}

/** The body as text; null where it is larger than the limit. */
async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const piece of response.body) {
    size += piece.length;
    if (size > MAX_BYTES) return null;
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

type Failed = Omit<Extract<Sent, { kind: "failed" }>, "kind">;

const TOO_LARGE: Failed = {
  code: "PROVIDER_MALFORMED",
  message: `the provider's answer is larger than ${MAX_BYTES / 1024 ** 2} MiB`,
  isTransient: false,
};

function timedOut(limitMs: number): Failed {
  const message = `the provider did not answer within ${Number((limitMs / 1000).toFixed(1))} s`;
  return { code: "PROVIDER_TIMEOUT", message, isTransient: true };
}

const TIMEOUTS: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

/** The request was on its way: unlike one that never came to a server, it may have cost something. */
const BROKEN_OFF: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** What another try does not mend: a name that is not known, a certificate, a port that browsers keep from. */
const LASTING = /^(ENOTFOUND|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|NO_CODE$)/;

/** Turns what the network says into failures of the catalogue. Addresses are told without names and queries, where secrets may be. */
function networkFailure(url: URL, error: unknown): Failed {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) throw error;
  const { cause } = error;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "NO_CODE";
  if (TIMEOUTS.has(code))
    return { code: "PROVIDER_TIMEOUT", message: `\`${url.origin}\` did not answer in time (${code})`, isTransient: true };
  if (cause.name === "HTTPParserError") {
    const message = `\`${url.origin}\` does not speak HTTP, check the provider's \`baseUrl\``;
    return { code: "PROVIDER_MALFORMED", message, isTransient: false };
  }
  if (BROKEN_OFF.has(code)) {
    const message = `\`${url.origin}\` closed the connection before its answer was whole (${code})`;
    return { code: "PROVIDER_MALFORMED", message, isTransient: true };
  }
  const why = code === "NO_CODE" ? cause.message : code;
  const message = `there is no connection to \`${url.origin}\` (${why}), start the server or correct the provider's \`baseUrl\``;
  return { code: "PROVIDER_UNREACHABLE", message, isTransient: !LASTING.test(code) };
}
