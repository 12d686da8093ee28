import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { eventLines } from "../engine/event-lines.ts";
import type { ServerContext } from "./server-context.ts";
import { serveStream } from "./stream/serve-stream.ts";

/** `/events/stream` (live, see `hub.ts`) and `/events/export` (the whole stream as JSON lines). */
export function streamRoutes({ studio, hub }: ServerContext): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().get("/events/stream", serveStream(hub)).get("/events/export", (context) => {
    const lines = eventLines(studio)[Symbol.iterator]();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { value, done } = lines.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    });
    return context.body(body, 200, {
      "content-type": "application/x-ndjson",
      "content-disposition": 'attachment; filename="events.jsonl"',
    });
  });
}
