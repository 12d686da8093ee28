import type { Agent, Dispatcher } from "undici";
import type { ServerAddress } from "../../core/comfyui/judge-address.ts";
import { unexpectedStatus } from "../../core/comfyui/classify-failure.ts";
import { parsePythonJson } from "../../core/comfyui/parse-json.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { judgedLookup } from "./judged-lookup.ts";

/** An answer whose body was read. `body` is undefined where it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** One request; the path stands behind the server's address. */
export interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly form?: { readonly type: string; readonly bytes: Uint8Array };
  /** How long the answer may be in coming, ms. */
  readonly timeoutMs?: number;
}

/** HTTP with one server: names are judged each time they are resolved, and redirects are answers like any other. */
export interface Http {
  /** @throws TouchstoneError BACKEND_UNREACHABLE, BACKEND_ADDRESS_REFUSED, BACKEND_TIMEOUT, BACKEND_MALFORMED for one that is too large. */
  ask(request: Request): Promise<Answer>;
  /** The body as it comes. @throws as `ask`, also while it comes, and what the status says where that is not 200. */
  fetch(path: string): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** Guess: a server whose event loop is held by a node for longer does not answer anybody. */
const ANSWER_MS = 15_000;
const CONNECT_MS = 5_000;
/** A whole answer may take so many times as long as its first byte. Guess: an image of 64 MiB over a slow network. */
const WHOLE_TIMES = 8;
/** Largest answer that is read as JSON; the catalogue of a server with hundreds of node packs has some 20 MB. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** Largest image that is fetched: 4096 x 4096 with four channels that do not compress. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** @param answerMs  How long an answer may be in coming where its request does not say. */
export function openHttp({ url, secure }: ServerAddress, answerMs = ANSWER_MS): Http {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/$/, "");
  let opening: Promise<Agent> | undefined;
  const send = async ({ method, path, json, form, timeoutMs = answerMs }: Request): Promise<Dispatcher.ResponseData> => {
    const headers = form === undefined ? { "content-type": "application/json" } : { "content-type": form.type };
    const body = form?.bytes ?? (json === undefined ? null : JSON.stringify(json));
    // What comes drop by drop never times out by itself.
    const signal = AbortSignal.timeout(timeoutMs * WHOLE_TIMES);
    const request = { origin, path: base + path, method, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, signal };
    const agent = await (opening ??= openAgent(secure));
    return await agent.request(body === null ? request : { ...request, headers, body });
  };
  return {
    async ask(request) {
      return await told(url, async () => {
        const { statusCode, body } = await send(request);
        const text = new TextDecoder().decode(await collect(body, MAX_JSON_BYTES));
        return { status: statusCode, body: text === "" ? undefined : parsePythonJson(text) };
      });
    },
    async fetch(path) {
      return await told(url, async () => {
        const { statusCode, body } = await send({ method: "GET", path });
        if (statusCode === 200) return capped(body, { url, limit: MAX_FILE_BYTES });
        await body.dump();
        throw fileFailure(statusCode);
      });
    },
    close: async () => await (await opening)?.destroy(),
  };
}

/** The library is loaded for the first request: it takes 30 MB and a tenth of a second, and most commands meet no server. */
async function openAgent(secure: boolean): Promise<Agent> {
  const { Agent } = await import("undici");
  return new Agent({ connect: { timeout: CONNECT_MS, lookup: judgedLookup(secure) } });
}

async function collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limit) throw tooLarge(limit);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The pieces of a body as they come. Who stops reading closes the connection. */
async function* capped(
  body: AsyncIterable<Uint8Array>,
  { url, limit }: { url: string; limit: number },
): AsyncIterable<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of body) {
      size += piece.length;
      if (size > limit) throw tooLarge(limit);
      yield piece;
    }
  } catch (error) {
    throw networkFailure(url, error);
  }
}

function tooLarge(limit: number): TouchstoneError {
  return new TouchstoneError("BACKEND_MALFORMED", `the server sends more than ${limit / 1024 ** 2} MiB at once`, {
    hint: "Make the images smaller",
  });
}

/** A file that was there according to the server, and is not. */
function fileFailure(status: number): TouchstoneError {
  if (status === 404) {
    return new TouchstoneError("BACKEND_OUTPUT_MISSING", "the file that the server says it made is not there", {
      hint: "Somebody or something removes files from its output folder",
    });
  }
  const { code, message, hint } = unexpectedStatus(status);
  return new TouchstoneError(code, message, { hint });
}

/** Turns what the network says into failures of the catalogue; anything else is a bug and goes on as it is. */
async function told<T>(url: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw networkFailure(url, error);
  }
}

const TIMEOUTS: ReadonlySet<unknown> = new Set([
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "ETIMEDOUT",
]);

function networkFailure(url: string, error: unknown): unknown {
  if (error instanceof TouchstoneError || !(error instanceof Error)) return error;
  const { code, cause } = error as Error & { code?: unknown };
  if (cause instanceof TouchstoneError) return cause;
  if (TIMEOUTS.has(code) || error.name === "TimeoutError") {
    const hint = "Check that the machine is on and that ComfyUI is not held up";
    return new TouchstoneError("BACKEND_TIMEOUT", `\`${url}\` did not answer in time`, { hint, cause: error });
  }
  // Bugs of ours are no TypeErrors of the network: undici names all of its own by a code.
  if (typeof code !== "string" && !("errors" in error)) return error;
  const hint = "Start ComfyUI, or correct the address";
  return new TouchstoneError("BACKEND_UNREACHABLE", `there is no connection to \`${url}\`: ${error.message}`, {
    hint,
    cause: error,
  });
}
