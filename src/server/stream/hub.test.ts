import * as fc from "fast-check";
import { get, type IncomingMessage } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { FetchEventSource } from "../../../tests/support/event-source.ts";
import {
  openStream,
  startStreamServer,
  until,
  type OpenStream,
  type StreamServer,
} from "../../../tests/support/stream-server.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { EnvWork } from "../../core/live/env-work.ts";
import type { Heartbeat, Progress } from "../../core/live/messages.ts";
import type { HubOptions } from "./hub.ts";

/** A client that keeps all that it hears. */
interface Ear {
  readonly seqs: number[];
  readonly events: StoredEvent[];
  readonly heartbeats: Heartbeat[];
  readonly progress: Progress[];
  /** Frames in order: `7` for an event, else the name. */
  readonly frames: (number | string)[];
  readonly source: FetchEventSource;
}

function listen(server: StreamServer, query = "", headers: Readonly<Record<string, string>> = {}): Ear {
  const source = new FetchEventSource(`${server.origin}/events/stream${query}`, headers);
  const ear: Ear = { seqs: [], events: [], heartbeats: [], progress: [], frames: [], source };
  source.addEventListener("event", ({ data, lastEventId }) => {
    ear.seqs.push(Number(lastEventId));
    ear.events.push(JSON.parse(data) as StoredEvent);
    ear.frames.push(Number(lastEventId));
  });
  source.addEventListener("heartbeat", ({ data }) => void ear.heartbeats.push(JSON.parse(data) as Heartbeat));
  source.addEventListener("progress", ({ data }) => void ear.progress.push(JSON.parse(data) as Progress));
  for (const name of ["heartbeat", "progress", "bye", "error"]) source.addEventListener(name, () => void ear.frames.push(name));
  onTestFinished(() => source.close());
  return ear;
}

async function start(options: Partial<HubOptions> = {}, before = 0): Promise<{ stream: OpenStream; server: StreamServer }> {
  const stream = await openStream();
  await stream.append(before);
  const server = await startStreamServer(stream.store, options);
  onTestFinished(async () => {
    await server.stop();
    await stream.close();
  });
  return { stream, server };
}

const range = (from: number, through: number): number[] => Array.from({ length: through - from + 1 }, (_, index) => from + index);

test("a reader gets all of the backlog and then each new event, as the log has them", async () => {
  const { stream, server } = await start({}, 1203);
  const ear = listen(server, "?since=0");
  await until(() => ear.seqs.length === 1203);
  await stream.append(3);
  await until(() => ear.seqs.length === 1206);
  expect(ear.seqs).toEqual(range(1, 1206));
  expect(ear.events).toEqual(stream.store.readEvents({ since: 0, limit: 2000 }).events);
});

test("each reader gets each event once and in order, whenever it connects and whatever is appended meanwhile", async () => {
  const plan = fc.record({
    before: fc.integer({ min: 0, max: 1100 }),
    batches: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
    readers: fc.array(fc.record({ at: fc.nat(11), since: fc.option(fc.nat(1200), { nil: undefined }) }), {
      minLength: 1,
      maxLength: 6,
    }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ before, batches, readers }) => {
      const stream = await openStream();
      await stream.append(before);
      const server = await startStreamServer(stream.store);
      const ears: Ear[] = [];
      const appended: Promise<void>[] = [];
      for (const [index, size] of batches.entries()) {
        for (const { at, since } of readers)
          if (at % batches.length === index) ears.push(listen(server, since === undefined ? "" : `?since=${since}`));
        appended.push(stream.append(size));
        if (index % 2 === 0) await new Promise((done) => void setTimeout(done, index));
      }
      await Promise.all(appended);
      const head = stream.store.head().seq;
      await until(() =>
        ears.every((ear) => ear.heartbeats.length > 0 && (ear.seqs.at(-1) ?? ear.heartbeats[0]!.since!) === head),
      );
      for (const ear of ears) expect(ear.seqs).toEqual(range(ear.heartbeats[0]!.since! + 1, head));
      await server.stop();
      await stream.close();
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("an event that a read saw before it was announced is not sent again, and a lost announcement loses nothing", async () => {
  let announce: (events: readonly StoredEvent[]) => void = () => undefined;
  const onEvents: HubOptions["onEvents"] = (listener) => {
    announce = listener;
    return () => undefined;
  };
  const { stream, server } = await start({ onEvents }, 10);
  const ear = listen(server, "?since=4");
  await until(() => ear.seqs.length === 6);
  const events = stream.store.readEvents({ since: 0, limit: 100 }).events;
  announce(events.slice(6, 10));
  await stream.append(5);
  const more = stream.store.readEvents({ since: 10, limit: 100 }).events;
  announce(more.slice(3));
  announce(more.slice(0, 4));
  await until(() => ear.seqs.at(-1) === 15);
  await stream.append(1);
  announce(stream.store.readEvents({ since: 15, limit: 100 }).events);
  await until(() => ear.seqs.at(-1) === 16);
  expect(ear.seqs).toEqual(range(5, 16));
});

test("what no announcement told of comes with the next heartbeat, before it", async () => {
  const { stream, server } = await start({ onEvents: () => () => undefined, heartbeatMs: 20 }, 2);
  const ear = listen(server);
  await until(() => ear.heartbeats.length === 1);
  await stream.append(1);
  await until(() => ear.heartbeats.at(-1)?.head === 3);
  expect(ear.frames.slice(0, ear.frames.indexOf(3) + 2)).toEqual([
    ...range(1, ear.frames.indexOf(3)).map(() => "heartbeat"),
    3,
    "heartbeat",
  ]);
});

test("`Last-Event-ID` wins over `since`, and without either the stream begins at the head", async () => {
  const { stream, server } = await start({}, 9);
  const resumed = listen(server, "?since=2", { "Last-Event-ID": "7" });
  const fresh = listen(server);
  await until(() => resumed.seqs.length === 2 && fresh.heartbeats.length === 1);
  await stream.append(1);
  await until(() => resumed.seqs.length === 3 && fresh.seqs.length === 1);
  expect([resumed.seqs, fresh.seqs]).toEqual([[8, 9, 10], [10]]);
});

test("who asks from beyond the head starts at the head, and the first heartbeat says so", async () => {
  const { stream, server } = await start({}, 3);
  const ear = listen(server, "?since=900");
  await until(() => ear.heartbeats.length === 1);
  await stream.append(1);
  await until(() => ear.seqs.length === 1);
  expect(ear.heartbeats[0]).toMatchObject({ head: 3, since: 3, owner: { command: "test" }, work: { running: 0 } });
  expect(ear.seqs).toEqual([4]);
});

test.each([["since=-1"], ["since=7.5"], ["since=x%0Aid:%201"]])("%s is refused", async (query) => {
  const { server } = await start();
  const response = await fetch(`${server.origin}/events/stream?${query}`);
  expect([response.status, await response.json()]).toEqual([422, { error: { code: "INPUT_INVALID" } }]);
});

test("the answer is a stream that nothing stores, holds back or compresses; a HEAD has no body", async () => {
  const { server } = await start();
  const head = await fetch(`${server.origin}/events/stream`, { method: "HEAD" });
  expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const stop = new AbortController();
  const { headers } = await fetch(`${server.origin}/events/stream`, {
    signal: stop.signal,
    headers: { "Accept-Encoding": "gzip" },
  });
  stop.abort();
  expect(["content-type", "cache-control", "x-accel-buffering", "content-encoding"].map((name) => headers.get(name))).toEqual([
    "text/event-stream",
    "no-store",
    "no",
    null,
  ]);
});

test("a reader that takes nothing is cut, hears no more, and goes on from its last event when it is back", async () => {
  const { stream, server } = await start({ capBytes: 64 * 1024 });
  const slow = await new Promise<IncomingMessage>((done) => void get(`${server.origin}/events/stream?since=0`, done));
  const healthy = listen(server, "?since=0");
  await until(() => server.hub.readers === 2);
  let ended = false;
  slow.on("error", () => void (ended = true)).on("close", () => void (ended = true));
  for (let round = 0; round < 200 && server.hub.readers === 2; round++) await stream.append(200);
  expect(server.hub.readers).toBe(1);
  const text: string[] = [];
  slow.on("data", (chunk: Buffer) => void text.push(chunk.toString()));
  await until(() => ended);
  const whole = text.join("").split("\n\n").slice(0, -1);
  const last = whole.flatMap((frame) => /^id: (\d+)$/m.exec(frame)?.[1] ?? []).at(-1)!;
  const head = stream.store.head().seq;
  const back = listen(server, "?since=0", { "Last-Event-ID": last });
  await until(() => back.seqs.at(-1) === head && healthy.seqs.at(-1) === head);
  expect(Number(last)).toBeLessThan(head);
  expect(back.seqs).toEqual(range(Number(last) + 1, head));
  expect(healthy.seqs).toEqual(range(1, head));
});

test("a reader that stops in the middle of its backlog is cut after a dozen heartbeats", async () => {
  const { server } = await start({ heartbeatMs: 15 }, 30_000);
  const slow = await new Promise<IncomingMessage>((done) => void get(`${server.origin}/events/stream?since=0`, done));
  slow.on("error", () => undefined);
  await until(() => server.hub.readers === 1);
  await until(() => server.hub.readers === 0);
});

test("steps become progress, at most one in 100 ms for each job, the last one always, and none has an id", async () => {
  const { server } = await start({}, 1);
  const ear = listen(server, "?since=0");
  await until(() => ear.seqs.length === 1);
  for (let done = 1; done <= 40; done++) {
    for (const jobId of ["a", "b"]) server.step({ step: "render_done", jobId, specId: "s", done, total: 40 });
    await new Promise((tick) => void setTimeout(tick, 5));
  }
  await until(() => ear.progress.filter(({ done }) => done === 40).length === 2);
  for (const job of ["a", "b"]) {
    const heard = ear.progress.filter(({ jobId }) => jobId === job);
    expect(heard[0]).toMatchObject({ step: "render_done", specId: "s", done: 1, total: 40, atMs: expect.any(Number) as number });
    const gaps = heard.slice(1).map(({ atMs }, index) => atMs - heard[index]!.atMs);
    // The time in a frame is that of its step, which is up to one interval older than the frame.
    expect(heard.length).toBeLessThanOrEqual(2 + Math.ceil(gaps.reduce((sum, gap) => sum + gap, 0) / 100));
  }
  expect(ear.seqs).toEqual([1]);
});

test("work on the environment is told in the same way, and its end always", async () => {
  const tellers: ((work: EnvWork) => void)[] = [];
  const onEnvWork = (teller: (work: EnvWork) => void): (() => void) => {
    tellers.push(teller);
    return () => undefined;
  };
  const { server } = await start({ onEnvWork }, 1);
  const ear = listen(server, "?since=0");
  await until(() => ear.seqs.length === 1);
  const now = { work: "w", verb: "env.tx.run", about: "glow", failure: null, startedAtMs: 1, endedAtMs: null } as const;
  const step = { step: "installing", about: null, total: 40, line: null };
  for (let done = 1; done <= 40; done++) for (const tell of tellers) tell({ ...now, state: "running", step: { ...step, done } });
  for (const tell of tellers) tell({ ...now, state: "done", step: null, endedAtMs: 2 });
  await until(() => ear.progress.length === 2);
  expect(ear.progress).toMatchObject([
    { work: "w", state: "running", step: { done: 1 } },
    { work: "w", state: "done" },
  ]);
});

test("a client that is one too many is refused with a time to come back, and has room when another has gone", async () => {
  const { server } = await start({ maxReaders: 1 });
  const first = listen(server);
  await until(() => first.heartbeats.length === 1);
  const refused = await fetch(`${server.origin}/events/stream`);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await refused.json()).toMatchObject({
    error: { code: "SERVER_BUSY", message: "Too many clients read the event stream" },
  });
  first.source.close();
  await until(() => server.hub.readers === 0);
  const second = listen(server);
  await until(() => second.heartbeats.length === 1);
});

test("a hub that closes says bye to all after what it owes them, takes no more, and does not wait for a stuck client", async () => {
  const { stream, server } = await start({}, 20_000);
  const ear = listen(server, "?since=19998");
  const stuck = await new Promise<IncomingMessage>((done) => void get(`${server.origin}/events/stream?since=0`, done));
  stuck.on("error", () => undefined);
  await until(() => ear.seqs.length === 2);
  server.step({ step: "started", jobId: "a", specId: "s", done: 0, total: 1 });
  server.step({ step: "finished", jobId: "a", specId: "s", done: 1, total: 1 });
  await server.hub.close();
  await until(() => ear.frames.includes("error"));
  expect(ear.frames.slice(-4)).toEqual(["progress", "progress", "bye", "error"]);
  expect((await fetch(`${server.origin}/events/stream`)).status).toBe(503);
  await stream.append(1);
  expect(server.hub.readers).toBe(0);
});
