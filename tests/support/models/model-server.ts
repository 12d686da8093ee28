import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Json } from "../../../src/core/trials/json.ts";
import { ANTHROPIC_SERVER } from "./anthropic-server.ts";
import { CHAT_SERVER } from "./chat-server.ts";
import { end, strike, type ServerFault } from "./faults.ts";
import { RESPONSES_SERVER } from "./responses-server.ts";
import { asMap, Complaint, demand, type ServerFormat, type ServerTurn } from "./server-format.ts";

const FORMATS = { "openai-chat": CHAT_SERVER, "openai-responses": RESPONSES_SERVER, anthropic: ANTHROPIC_SERVER };

/** The three wire formats, by the names of their adapters. */
export type WireName = keyof typeof FORMATS;
export const WIRE_NAMES = ["openai-chat", "openai-responses", "anthropic"] as const satisfies readonly WireName[];

export interface ModelServerOptions {
  readonly format: WireName;
  /** Turn n answers the request that holds n answers of the model already, so trials at once do not disturb each other. */
  readonly turns: readonly ServerTurn[];
  /** Arguments of a tool that a request forces (judges), by how often one was forced before; without it turns answer those too. */
  readonly forced?: (tool: string, nth: number) => Json;
  /** Taken one by one, by the requests as they come, whatever these hold; after the last, all is well. */
  readonly faults?: readonly ServerFault[];
  /** Where given, requests with another key are refused with 401, in words that hold the key that came. */
  readonly key?: string;
  /** The model does not reason, and refuses to be asked for reasoning (responses only). */
  readonly isPlain?: boolean;
}

export interface ModelServer {
  /** As `baseUrl` of the adapter. */
  readonly baseUrl: string;
  /** Bodies of the requests that came, in order. */
  readonly requests: readonly string[];
  /** What was wrong with requests, as it was answered with 400. Empty where all was well. */
  readonly complaints: readonly string[];
  /** Ends it, and all connections to it. */
  close(): Promise<void>;
}

interface Desk {
  readonly options: ModelServerOptions;
  readonly format: ServerFormat;
  readonly faults: ServerFault[];
  readonly requests: string[];
  readonly complaints: string[];
  forced: number;
}

/** A server on loopback that speaks one format, and is as strict with requests as the real one. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const format = FORMATS[options.format];
  const desk: Desk = { options, format, faults: [...(options.faults ?? [])], requests: [], complaints: [], forced: 0 };
  const server = createServer((request, response) => void receive(desk, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${format.base}`,
    requests: desk.requests,
    complaints: desk.complaints,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { format, options } = desk;
  const body = await text(request);
  desk.requests.push(body);
  const fault = desk.faults.shift();
  if (fault?.kind === "status") {
    const { status, headers = {}, said = "Try again later.", code = "overloaded_error" } = fault;
    response.sendDate = false;
    end(response, { status, headers, body: JSON.stringify(format.error(said, code, null)) });
    return;
  }
  const key = format.keyIn(request.headers);
  if (options.key !== undefined && key !== options.key) {
    const message = `Incorrect API key provided: ${String(key)}.`;
    end(response, { status: 401, body: JSON.stringify(format.error(message, "invalid_api_key", null)) });
    return;
  }
  try {
    demand(
      request.method === "POST" && request.url === format.path,
      `Invalid URL (${String(request.method)} ${String(request.url)})`,
    );
    const said = (): string => JSON.stringify(answer(desk, body, request));
    if (fault === undefined || !(await strike(fault, response, said))) end(response, { status: 200, body: said() });
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    desk.complaints.push(error.message);
    end(response, { status: 400, body: JSON.stringify(format.error(error.message, "invalid_request_error", error.param)) });
  }
}

function answer(desk: Desk, text: string, { headers }: IncomingMessage): Json {
  const { format, options } = desk;
  const { turns: script, isPlain = false } = options;
  demand(headers["content-type"] === "application/json", "Content-Type: application/json is required");
  const body = asMap(JSON.parse(text) as Json, "the request");
  format.check(body, { script, headers, isPlain });
  const index = format.turnIn(body);
  const model = body["model"] ?? null;
  const tool = options.forced === undefined ? null : format.forcedIn(body);
  if (tool !== null && options.forced !== undefined) {
    const calls = [{ name: tool, arguments: options.forced(tool, desk.forced) }];
    desk.forced += 1;
    return format.answer({ calls }, { index, model });
  }
  const turn = script[index];
  demand(turn !== undefined, `the server's script has no turn ${index}`);
  return format.answer(turn, { index, model });
}
