import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { once } from "node:events";
import { createServer as createPlain, type Server } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { TouchstoneError } from "../core/errors.ts";
import { SERVER_LIMITS } from "./safety/server-limits.ts";

type App = Pick<Hono<{ Bindings: HttpBindings }>, "fetch">;

/** A server that is not listening yet; `answer` may be given later, once the port is known. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Uint8Array; readonly key: Uint8Array } | null;
  /** What answers, once the port is known: the port is part of what it checks. */
  readonly answer: (port: number) => App;
}

/**
 * Listens at an address; port 0 takes a free one.
 *
 * @throws TouchstoneError ADDRESS_REFUSED
 */
export async function listen({ host, port, tls, answer }: ListenOptions): Promise<Listener> {
  let app: App | undefined;
  const fetch = async (request: Request, env: HttpBindings): Promise<Response> =>
    app === undefined ? new Response(null, { status: 503 }) : await app.fetch(request, env);
  const options =
    tls === null
      ? { fetch, createServer: createPlain, serverOptions: SERVER_LIMITS.options }
      : {
          fetch,
          createServer: createSecure,
          serverOptions: { ...SERVER_LIMITS.options, cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) },
        };
  const server = createAdaptorServer(options as Parameters<typeof createAdaptorServer>[0]) as Server;
  server.maxConnections = SERVER_LIMITS.maxConnections;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw refused({ host, port }, cause);
  }
  const bound = (server.address() as AddressInfo).port;
  app = answer(bound);
  return { port: bound, close: async () => await close(server) };
}

function refused({ host, port }: { host: string; port: number }, cause: unknown): TouchstoneError {
  const isTaken = (cause as { code?: string }).code === "EADDRINUSE";
  const message = isTaken
    ? `port ${port} at \`${host}\` is taken`
    : `\`${host}\` port ${port} cannot be listened at: ${(cause as Error).message}`;
  return new TouchstoneError("ADDRESS_REFUSED", message, { hint: "Name another with `--port`; 0 takes a free one", cause });
}

/** Answers under way are finished; connections that only wait are ended at once. */
async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), SERVER_LIMITS.closeMs);
  await closed;
  clearTimeout(timer);
}
