import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { FAILURES, TouchstoneError } from "../../core/errors.ts";
import type { Hub } from "./hub.ts";

/** Seconds after which a client that was refused may ask again. */
const RETRY_AFTER = "5";

/**
 * Handles `GET /events/stream?since=SEQ`. What the header `Last-Event-ID` says wins: a browser that reconnects by itself sends
 * it with the address it first asked for.
 *
 * The stream is written to Node's own response: Hono's streams cost three times as much per frame.
 */
export function serveStream(hub: Hub): (c: Context<{ Bindings: HttpBindings }>) => Response {
  return (c) => {
    const { incoming, outgoing } = c.env;
    const lastId = c.req.header("Last-Event-ID");
    const since = lastId === undefined ? parseSeq("since", c.req.query("since")) : parseSeq("Last-Event-ID", lastId);
    // A HEAD asks for the headers only, and its answer would never end.
    if (incoming.method === "HEAD") return c.body(null, 200, { "Content-Type": "text/event-stream" });
    try {
      hub.subscribe(outgoing, since);
    } catch (error) {
      if (error instanceof TouchstoneError && error.code === "SERVER_BUSY") return refuse(c, error);
      throw error;
    }
    return RESPONSE_ALREADY_SENT;
  };
}

/** @throws TouchstoneError INPUT_INVALID */
function parseSeq(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const message = `\`${name}\` is no seq: it is a whole number from 0`;
  throw new TouchstoneError("INPUT_INVALID", message, { hint: "Leave it out to begin with the next event" });
}

function refuse(c: Context, { code, message, hint }: TouchstoneError): Response {
  const { http } = FAILURES.SERVER_BUSY;
  return c.json({ error: { code, message, hint } }, http, { "Retry-After": RETRY_AFTER });
}
