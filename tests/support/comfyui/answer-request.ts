import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { DOWNLOAD_FAULTS, REQUEST_FAULTS, type DownloadFault, type RequestFault } from "./faults.ts";
import type { Host } from "./options.ts";
import { empty, notFound, serverError, type Call, type Reply } from "./reply.ts";
import { findRoute, type Route } from "./routes.ts";
import { damage } from "./damage.ts";

/** Answers one request, with whatever fault is due. */
export async function answerRequest(
  host: Host,
  routes: readonly Route[],
  exchange: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  const asked = readTarget(request);
  const match = findRoute(routes, { ...asked, headers: request.headers, body: new Uint8Array() });
  const fault = drawRequestFault(host, match?.route.name ?? `${asked.method} ${asked.path}`);
  if (fault === "dropBeforeAccept") return void request.socket.destroy();
  const body = await readBody(request);
  if (asked.method !== "GET") host.clock.noteActivity();
  if (host.switches.latencyMs > 0) await wait(host.switches.latencyMs);
  if (fault === "error500") return send(response, serverError());
  const call: Call = { ...asked, headers: request.headers, body, params: match?.params ?? [] };
  const reply = isForeign(call) ? empty(403) : match === null ? notFound() : await answerSafely(match.route, call);
  await sendFaulty(exchange, reply, { host, fault, isDownload: match?.route.name === "GET /view" });
}

function readTarget(request: IncomingMessage): Pick<Call, "method" | "path" | "isApi" | "query"> {
  const url = new URL(request.url ?? "/", "http://fake");
  const isApi = url.pathname.startsWith("/api/");
  return {
    method: request.method ?? "GET",
    path: isApi ? url.pathname.slice("/api".length) : url.pathname,
    isApi,
    query: url.searchParams,
  };
}

function drawRequestFault({ ledger, faults }: Host, route: string): RequestFault | null {
  const nthOfRoute = (ledger.requests[route] ?? 0) + 1;
  ledger.requests[route] = nthOfRoute;
  const nth = Object.values(ledger.requests).reduce((sum, count) => sum + count, 0);
  return faults.draw(REQUEST_FAULTS, { nth, route, nthOfRoute });
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function answerSafely(route: Route, call: Call): Promise<Reply> {
  try {
    return await route.answer(call);
  } catch (error) {
    // As the real server: whatever is raised is a 500 of plain text.
    if (error instanceof Error) return serverError();
    throw error;
  }
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/;

/** A page of another site, or of another port of this machine. `Origin: null` names no host and passes. */
function isForeign({ headers }: Call): boolean {
  if (headers["sec-fetch-site"] === "cross-site") return true;
  const { host = "", origin } = headers;
  if (origin === undefined || !LOOPBACK.test(host)) return false;
  const from = /^https?:\/\/([^/]*)/.exec(origin)?.[1] ?? "";
  return from !== "" && from !== host;
}

interface Mishap {
  readonly host: Host;
  readonly fault: RequestFault | null;
  readonly isDownload: boolean;
}

async function sendFaulty(
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  reply: Reply,
  { host, fault, isDownload }: Mishap,
): Promise<void> {
  if (fault === "hungReply") return;
  if (fault === "dropAfterAccept") return void request.socket.destroy();
  if (fault === "slowReply") await wait(host.switches.slowMs);
  if (fault === "truncatedJson") send(response, { ...reply, body: reply.body.subarray(0, Math.floor(reply.body.length / 2)) });
  else if (fault === "garbageJson") send(response, { ...reply, status: 200, body: GARBAGE });
  else if (isDownload) await sendDownload(host, response, reply);
  else send(response, reply);
}

/** What a proxy in between says. */
const GARBAGE = Buffer.from("<html><body>Bad gateway</body></html>");

async function sendDownload({ faults, ledger, switches }: Host, response: ServerResponse, reply: Reply): Promise<void> {
  const fault: DownloadFault | null = faults.draw(DOWNLOAD_FAULTS, { nth: ledger.requests["GET /view"] ?? 0 });
  const half = Math.floor(reply.body.length / 2);
  if (fault === "truncatedDownload") {
    writeHead(response, reply);
    // The length that was promised never comes.
    response.write(reply.body.subarray(0, half), () => response.destroy());
  } else if (fault === "slowDownload") {
    writeHead(response, reply);
    response.write(reply.body.subarray(0, half));
    await wait(switches.slowMs);
    response.end(reply.body.subarray(half));
  } else {
    send(response, fault === "corruptImage" ? { ...reply, body: damage(reply.body) } : reply);
  }
}

function send(response: ServerResponse, reply: Reply): void {
  writeHead(response, reply);
  response.end(reply.body);
}

function writeHead(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, "Content-Length": body.length, Server: "Python/3.12 aiohttp/3.14.3" });
}
