import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { createHub } from "../src/server/stream/hub.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { type Figure, median, quantile, round, spread } from "./figure.ts";
import { inScratch } from "./sample.ts";
import type { ReadersJob, ReadersResult } from "./stream-readers.ts";
import { queuedJob } from "./synthetic-events.ts";

const READERS = 200;
const PER_SECOND = 50;
const LIVE_EVENTS = 250;
const BACKLOG = 5000;
const ROUNDS = 5;

/** The event stream from a real store to 200 sockets, beside the same bytes written by hand to as many. */
export async function benchStream(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => [await live(join(dir, "live")), await burst(join(dir, "burst"))]);
}

async function live(dir: string): Promise<Figure> {
  const floor = await handMadeLive();
  const store = await openStore({ dir, projectId: "bench", access: "owner" });
  const ours = await withStream(store, async (port, readers) => {
    const result = startReaders({ port, readers: READERS, path: "/?since=0", through: LIVE_EVENTS, measuresDelay: true });
    while (readers() < READERS) await sleep(5);
    await atRate(async (index) => void (await store.append({ events: [{ ...queuedJob(index), ts: Date.now() }] })));
    return await result;
  });
  await store.close();
  const value = quantile(ours.delaysMs, 0.95);
  const floorMs = quantile(floor.delaysMs, 0.95);
  return {
    name: `${READERS} readers, ${PER_SECOND} events/s, from before the append to the reader, p95`,
    value: round(value),
    unit: "ms",
    against: {
      name: "frames of that size written to as many sockets by hand",
      value: round(floorMs),
      ratio: round(value / floorMs),
    },
    target: "<= 50 ms, none lost, repeated or out of order",
    holds: value <= 50 && ours.wrong === 0,
    resolution: `${spread(ours.delaysMs, "ms")}, slowest ${round(quantile(ours.delaysMs, 1))} ms, ${ours.wrong} wrong`,
  };
}

async function burst(dir: string): Promise<Figure> {
  const store = await openStore({ dir, projectId: "bench", access: "owner" });
  for (let first = 0; first < BACKLOG; first += 500)
    await store.append({ events: Array.from({ length: 500 }, (_, offset) => queuedJob(first + offset)) });
  const job = { readers: READERS, path: "/?since=0", through: BACKLOG, measuresDelay: false };
  const ours: ReadersResult[] = [];
  const floors: ReadersResult[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    // A hub of its own for each round: none finds its blocks made already.
    ours.push(await withStream(store, async (port) => await startReaders({ ...job, port })));
    floors.push(await handMadeBurst(store, job));
  }
  await store.close();
  const seconds = (results: readonly ReadersResult[]): number[] => results.map((result) => result.wallMs / 1000);
  const [value, floor] = [Math.max(...seconds(ours)), median(seconds(floors))];
  const wrong = ours.reduce((sum, result) => sum + result.wrong, 0);
  const megabytes = (ours[0]?.bytes ?? 0) / 1e6;
  return {
    name: `${READERS} readers reconnect, ${BACKLOG.toLocaleString("en")} events behind, until the last has all, slowest round`,
    value: round(value),
    unit: "s",
    against: {
      name: "the same bytes written to as many sockets by hand, median",
      value: round(floor),
      ratio: round(value / floor),
    },
    target: "<= 3 s, no gap or repeat",
    holds: value <= 3 && wrong === 0,
    resolution: `${spread(seconds(ours), "s")}, ${round(megabytes)} MB each, ${wrong} wrong`,
  };
}

/** Calls back `PER_SECOND` times a second. */
async function atRate(work: (index: number) => Promise<void> | void): Promise<void> {
  const begunMs = performance.now();
  for (let index = 0; index < LIVE_EVENTS; index++) {
    await sleep(Math.max(0, begunMs + (index * 1000) / PER_SECOND - performance.now()));
    await work(index);
  }
}

/** Serves a store's stream as the product does, without routes around it. */
async function withStream<T>(store: Store, use: (port: number, readers: () => number) => Promise<T>): Promise<T> {
  const hub = createHub({
    readEvents: (query) => store.readEvents(query),
    head: () => store.head().seq,
    onEvents: (listener) => store.onEvents(listener),
    onStep: () => () => undefined,
    onEnvWork: () => () => undefined,
    describe: () => ({
      owner: { pid: process.pid, command: "bench", startedAtMs: 0 },
      work: { running: 0, queued: 0, backends: [] },
      files: null,
    }),
    nowMs: () => Date.now(),
  });
  const server = createServer((_, res) => hub.subscribe(res, 0));
  const result = await use(await listen(server), () => hub.readers);
  await hub.close();
  server.close();
  return result;
}

async function handMadeLive(): Promise<ReadersResult> {
  const clients: ServerResponse[] = [];
  const server = createServer((_, res) => {
    res.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
    clients.push(res);
  });
  const port = await listen(server);
  const result = startReaders({ port, readers: READERS, path: "/", through: LIVE_EVENTS, measuresDelay: true });
  while (clients.length < READERS) await sleep(5);
  await atRate((index) => {
    const data = JSON.stringify({ ...queuedJob(index), ts: Date.now(), prevHash: DIGEST, hash: DIGEST });
    const frame = Buffer.from(`event: event\nid: ${index + 1}\ndata: ${data}\n\n`);
    for (const client of clients) client.write(frame);
  });
  const measured = await result;
  server.close();
  return measured;
}

const DIGEST = `sha256:${"cd".repeat(32)}`;

/** The floor: the frames are made beforehand, and each socket takes them in ten pieces as fast as it can. */
async function handMadeBurst(store: Store, job: Omit<ReadersJob, "port">): Promise<ReadersResult> {
  const pieces = Array.from({ length: 10 }, (_, index) => {
    const { events } = store.readEvents({ since: index * (BACKLOG / 10), limit: BACKLOG / 10 });
    return Buffer.from(events.map((event) => `event: event\nid: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
  });
  const server = createServer((_, res) => {
    res.writeHead(200, { "Content-Type": "text/event-stream" });
    let index = 0;
    const go = (): void => {
      while (index < pieces.length && res.write(pieces[index++])) continue;
    };
    res.on("drain", go);
    go();
  });
  const result = await startReaders({ ...job, port: await listen(server) });
  server.close();
  server.closeAllConnections();
  return result;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", 1024, done));
  return (server.address() as AddressInfo).port;
}

async function startReaders(job: ReadersJob): Promise<ReadersResult> {
  const worker = new Worker(new URL("./stream-readers.ts", import.meta.url), { workerData: job });
  const next = async (): Promise<unknown> =>
    await new Promise((done, fail) => void worker.once("message", done).once("error", fail));
  await next();
  const result = next();
  worker.postMessage("go");
  const measured = (await result) as ReadersResult;
  await worker.terminate();
  return measured;
}
