import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { serve, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { TouchstoneError } from "../../src/core/errors.ts";
import { jobSamples } from "../../src/core/events/sample-events.fixture.ts";
import type { Step } from "../../src/engine/step.ts";
import { createHub, type Hub, type HubOptions } from "../../src/server/stream/hub.ts";
import { serveStream } from "../../src/server/stream/serve-stream.ts";
import { openStore, type Store } from "../../src/store/store.ts";

/** A log of its own to stream from. */
export interface OpenStream {
  readonly store: Store;
  /** Appends so many events in one batch. */
  append(events: number): Promise<void>;
  close(): Promise<void>;
}

/** A project's real store in a temporary folder. */
export async function openStream(projectId = "p"): Promise<OpenStream> {
  const root = mkdtempSync(path.join(tmpdir(), "touchstone-stream-"));
  const store = await openStore({ dir: path.join(root, ".touchstone"), projectId, access: "owner" });
  let next = 0;
  return {
    store,
    append: async (count) => {
      if (count > 0) await store.append({ events: Array.from({ length: count }, () => jobSamples.queued(`job-${next++}`)) });
    },
    close: async () => {
      await store.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A server on loopback that serves one log's stream and pages, and nothing else. */
export interface StreamServer {
  readonly origin: string;
  readonly port: number;
  readonly hub: Hub;
  /** What it was asked for, newest last, e.g. `/events?since=3&limit=1000`. */
  readonly asked: readonly string[];
  /** Makes the stream answer 404, as a proxy that cannot stream might, or no longer. */
  refuseStream(isRefused: boolean): void;
  step(step: Step): void;
  /** Ends it politely. */
  stop(): Promise<void>;
  /** Tears all connections without a word, as a crash does. */
  kill(): Promise<void>;
}

/** @param options  `port` 0 picks one; the rest replaces what the hub would take from the store. */
export async function startStreamServer(
  store: Store,
  { port = 0, ...options }: Partial<HubOptions> & { readonly port?: number } = {},
): Promise<StreamServer> {
  const steps = new Set<(step: Step) => void>();
  const hub = createHub({
    readEvents: (query) => store.readEvents(query),
    head: () => store.head().seq,
    onEvents: (listener) => store.onEvents(listener),
    onStep: (listener) => {
      steps.add(listener);
      return () => void steps.delete(listener);
    },
    onEnvWork: () => () => undefined,
    describe: () => ({
      owner: { pid: 1, command: "test", startedAtMs: 0 },
      work: { running: 0, queued: 0, backends: [] },
      files: null,
    }),
    nowMs: () => Date.now(),
    ...options,
  });
  const asked: string[] = [];
  let isRefused = false;
  const stream = serveStream(hub);
  const app = new Hono<{ Bindings: HttpBindings }>()
    .use(async (c, next) => {
      asked.push(c.req.url.slice(new URL(c.req.url).origin.length));
      await next();
    })
    .get("/events/stream", (c) => (isRefused ? c.notFound() : stream(c)))
    .get("/events", (c) => c.json(store.readEvents({ since: Number(c.req.query("since")), limit: Number(c.req.query("limit")) })))
    .onError((error, c) => (error instanceof TouchstoneError ? c.json({ error: { code: error.code } }, 422) : c.text("", 500)));
  const server = await new Promise<Server>((done) => {
    const started = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => done(started as Server));
  });
  const address = server.address() as AddressInfo;
  const closed = new Promise<void>((done) => void server.on("close", () => done()));
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    hub,
    asked,
    refuseStream: (refused) => void (isRefused = refused),
    step: (step) => {
      for (const listener of steps) listener(step);
    },
    async stop() {
      server.close();
      await hub.close();
      server.closeAllConnections();
      await closed;
    },
    async kill() {
      server.close();
      server.closeAllConnections();
      await hub.close();
      await closed;
    },
  };
}

/** Waits until something holds, looking often. */
export async function until(holds: () => boolean, limitMs = 10_000): Promise<void> {
  const untilMs = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > untilMs) throw new Error(`not in ${limitMs} ms: ${holds.toString()}`);
    await new Promise((done) => void setTimeout(done, 2));
  }
}
