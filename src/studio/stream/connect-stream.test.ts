import { expect, onTestFinished, test } from "vitest";
import { FetchEventSource } from "../../../tests/support/event-source.ts";
import {
  openStream,
  startStreamServer,
  until,
  type OpenStream,
  type StreamServer,
} from "../../../tests/support/stream-server.ts";
import { TabLocks } from "../../../tests/support/tab-locks.ts";
import type { LiveState } from "../../core/live/connection.ts";
import type { BrowserParts } from "./browser-parts.ts";
import { connectStream, type LiveStream, type StreamOptions } from "./connect-stream.ts";

/** Short, and long enough that a busy machine is not taken for a silent server. */
const HEARTBEAT_MS = 200;

/** A tab on the stream that keeps all that it hears. */
interface Tab {
  readonly stream: LiveStream;
  readonly seqs: number[];
  readonly states: LiveState[];
  readonly resets: number[];
  readonly progress: number[];
}

/** A browser without locks, so that each tab has a stream of its own. */
const BROWSER: BrowserParts = {
  openSource: (url) => new FetchEventSource(url),
  fetch: (url, init) => fetch(url, init),
  locks: null,
  openChannel: null,
  random: () => 0,
};

function open(base: string, { browser, ...options }: Partial<StreamOptions> = {}): Tab {
  const parts = { ...BROWSER, ...browser };
  const stream = connectStream({ base, pollMs: 30, heartbeatMs: HEARTBEAT_MS, ...options, browser: parts });
  const tab: Tab = { stream, seqs: [], states: [stream.state], resets: [], progress: [] };
  stream.subscribe({
    events: (events) => void tab.seqs.push(...events.map((event) => event.seq)),
    state: (state) => void tab.states.push(state),
    reset: (seq) => void tab.resets.push(seq),
    progress: (heard) => void ("jobId" in heard && tab.progress.push(heard.done)),
  });
  onTestFinished(() => stream.close());
  return tab;
}

async function log(before: number, projectId?: string): Promise<OpenStream> {
  const opened = await openStream(projectId);
  await opened.append(before);
  onTestFinished(() => opened.close());
  return opened;
}

async function serve({ store }: OpenStream, port = 0): Promise<StreamServer> {
  const server = await startStreamServer(store, { port, heartbeatMs: HEARTBEAT_MS });
  onTestFinished(() => server.stop());
  return server;
}

const range = (from: number, through: number): number[] => Array.from({ length: through - from + 1 }, (_, index) => from + index);

test("it catches up from where the page is, is live then, and delivers what comes", async () => {
  const stored = await log(700);
  const server = await serve(stored);
  const tab = open(server.origin, { since: 3 });
  await until(() => tab.stream.state === "live");
  await stored.append(2);
  server.step({ step: "render_done", jobId: "a", specId: "s", done: 1, total: 2 });
  await until(() => tab.seqs.length === 699 && tab.progress.length === 1);
  expect(tab.seqs).toEqual(range(4, 702));
  expect(tab.states).toEqual(["connecting", "catching_up", "live"]);
  expect(tab.stream.seq).toBe(702);
});

test("without a place to begin it delivers what comes after it connected", async () => {
  const stored = await log(5);
  const tab = open((await serve(stored)).origin);
  await until(() => tab.stream.state === "live");
  await stored.append(1);
  await until(() => tab.seqs.length === 1);
  expect(tab.seqs).toEqual([6]);
});

test("a server killed in the middle and back later: nothing is lost or repeated, and each state is told as it is", async () => {
  const stored = await log(20);
  const first = await serve(stored);
  const tab = open(first.origin, { since: 0 });
  await until(() => tab.stream.state === "live");
  await first.kill();
  await until(() => tab.stream.state === "offline");
  await stored.append(600);
  await serve(stored, first.port);
  await until(() => tab.stream.state === "live");
  await stored.append(1);
  await until(() => tab.seqs.at(-1) === 621);
  expect(tab.seqs).toEqual(range(1, 621));
  expect(tab.states).toEqual(["connecting", "catching_up", "live", "connecting", "offline", "catching_up", "live"]);
});

test("a server that is killed again and again while events come loses none of them and repeats none", async () => {
  const stored = await log(0);
  let server = await serve(stored);
  const tab = open(server.origin, { since: 0 });
  for (let round = 0; round < 6; round++) {
    const appending = (async () => {
      for (let batch = 0; batch < 20; batch++) await stored.append(1 + ((batch * 7) % 40));
    })();
    await new Promise((done) => void setTimeout(done, 5 * round));
    await (round % 2 === 0 ? server.kill() : server.stop());
    server = await serve(stored, server.port);
    await appending;
  }
  const head = stored.store.head().seq;
  await until(() => tab.seqs.at(-1) === head && tab.stream.state === "live");
  expect(tab.seqs).toEqual(range(1, head));
}, 60_000);

test("where the stream is refused it polls and says so, and returns to the stream when it can", async () => {
  const stored = await log(2500);
  const server = await serve(stored);
  server.refuseStream(true);
  const tab = open(server.origin, { since: 0 });
  await until(() => tab.seqs.length === 2500);
  expect(tab.states).toEqual(["connecting", "polling"]);
  await stored.append(3);
  await until(() => tab.seqs.length === 2503);
  server.refuseStream(false);
  await until(() => tab.stream.state === "live");
  await stored.append(1);
  await until(() => tab.seqs.length === 2504);
  expect(tab.seqs).toEqual(range(1, 2504));
  const polls = server.asked.filter((path) => path.startsWith("/events?")).length;
  await new Promise((done) => void setTimeout(done, 120));
  expect(server.asked.filter((path) => path.startsWith("/events?"))).toHaveLength(polls);
});

test("without event sources it polls from the start, and is offline when that fails too, until it works again", async () => {
  const stored = await log(3);
  const first = await serve(stored);
  const tab = open(first.origin, { browser: { openSource: null } });
  await until(() => tab.stream.state === "polling");
  await stored.append(2);
  await until(() => tab.seqs.length === 2);
  await first.kill();
  await until(() => tab.stream.state === "offline");
  await stored.append(1);
  await serve(stored, first.port);
  tab.stream.retry();
  await until(() => tab.seqs.length === 3);
  expect(tab.seqs).toEqual([4, 5, 6]);
  expect(tab.states).toEqual(["connecting", "polling", "offline", "polling"]);
});

test("a stream that falls silent is not called live any longer, and is opened anew", async () => {
  const stored = await log(1);
  const server = await serve(stored);
  let isMuted = false;
  const openSource = (url: string) => {
    const source = new FetchEventSource(url);
    const isMute = (): boolean => isMuted;
    return {
      addEventListener: (type: string, listener: (message: { data: string }) => void) =>
        source.addEventListener(type, (message) => {
          if (!isMute()) listener(message);
        }),
      close: () => source.close(),
    };
  };
  const tab = open(server.origin, { browser: { openSource } });
  await until(() => tab.stream.state === "live");
  isMuted = true;
  await until(() => tab.stream.state !== "live");
  isMuted = false;
  await until(() => tab.stream.state === "live");
  expect(tab.states).toEqual(["connecting", "live", "connecting", "live"]);
});

test("when the log is another one than before, the page is told to begin anew", async () => {
  const old = await log(40);
  const first = await serve(old);
  const tab = open(first.origin, { since: 0, browser: sharing().browser });
  const words: unknown[] = [];
  const channel = new BroadcastChannel(`touchstone:${first.origin}`);
  channel.addEventListener("message", ({ data }) => void words.push(data));
  onTestFinished(() => channel.close());
  await until(() => tab.stream.state === "live");
  await first.kill();
  const other = await log(7, "q");
  await serve(other, first.port);
  await until(() => tab.resets.length === 1 && tab.stream.state === "live");
  await other.append(1);
  await until(() => tab.seqs.length === 41);
  expect([tab.resets, tab.seqs.at(-1)]).toEqual([[7], 8]);
  await until(() => words.some((word) => (word as { kind: string }).kind === "reset"));
  expect(words).toContainEqual({ kind: "reset", seq: 7 });
});

test("a listener that throws keeps neither the others nor the stream from going on", async () => {
  const stored = await log(0);
  const server = await serve(stored);
  const thrown: unknown[] = [];
  const onThrown = (error: unknown): void => void thrown.push(error);
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", onThrown);
  onTestFinished(() => {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  });
  const tab = open(server.origin, { since: 0 });
  tab.stream.subscribe({
    events: () => {
      throw new TypeError("mistake");
    },
  });
  await stored.append(2);
  await until(() => tab.seqs.length === 2 && thrown.length > 0);
  expect(tab.seqs).toEqual([1, 2]);
});

test("closed, it lets go of the server and delivers nothing more", async () => {
  const stored = await log(0);
  const server = await serve(stored);
  const tab = open(server.origin);
  await until(() => tab.stream.state === "live");
  tab.stream.close();
  await until(() => server.hub.readers === 0);
  await stored.append(1);
  await new Promise((done) => void setTimeout(done, 50));
  expect([tab.seqs, tab.states.at(-1), server.hub.readers]).toEqual([[], "live", 0]);
});

test("a gap in the stream is filled from pages; when that fails, the stream begins anew after the newest event", async () => {
  const stored = await log(9);
  const server = await serve(stored);
  const { events } = stored.store.readEvents({ since: 0, limit: 9 });
  const opened: string[] = [];
  const openSource = (url: string) => {
    opened.push(url);
    const source = new FetchEventSource(url);
    return {
      close: () => source.close(),
      addEventListener(type: string, listener: (message: { data: string }) => void) {
        // Loses all events but every third.
        const isKept = (data: string): boolean => type !== "event" || (JSON.parse(data) as { seq: number }).seq % 3 === 0;
        source.addEventListener(type, (message) => {
          if (isKept(message.data)) listener(message);
        });
      },
    };
  };
  let fails = 1;
  const fetchPages: BrowserParts["fetch"] = async (url, init) => {
    if (fails-- > 0) throw new TypeError("no answer");
    return await fetch(url, init);
  };
  const tab = open(server.origin, { since: 0, browser: { openSource, fetch: fetchPages } });
  await until(() => tab.seqs.length === events.length);
  expect(tab.seqs).toEqual(range(1, 9));
  expect(opened.map((url) => new URL(url).search)).toEqual(["?since=0", "?since=0"]);
});

/** A tab that follows a leader which the test plays. @param head  Of the log that its pages come from. */
async function followed(since: number, head: number) {
  const stored = await log(head);
  const server = await serve(stored);
  const { browser, locks } = sharing();
  const name = `touchstone:${server.origin}`;
  const over = Promise.withResolvers<void>();
  void locks.request(name, {}, () => over.promise);
  const tab = open(server.origin, { browser, since });
  const channel = new BroadcastChannel(name);
  onTestFinished(() => {
    tab.stream.close();
    channel.close();
    over.resolve();
  });
  return { tab, server, say: (word: unknown): void => channel.postMessage(word), ...stored };
}

test("a following tab begins anew when its leader says so, and misses nothing of the new log", async () => {
  const { tab, say, store, server } = await followed(40, 8);
  const { events } = store.readEvents({ since: 7, limit: 1 });
  say({ kind: "state", state: "live", seq: 40 });
  await until(() => tab.stream.state === "live");
  say({ kind: "reset", seq: 7 });
  say({ kind: "events", events });
  await until(() => tab.seqs.length === 1);
  expect([tab.resets, tab.seqs]).toEqual([[7], [8]]);
  expect(server.asked).toEqual([]);
});

test("a following tab that knows events which the log does not have asks for it, and begins anew", async () => {
  const { tab, say } = await followed(40, 8);
  say({ kind: "heartbeat", heartbeat: { atMs: 0, head: 8 } });
  await until(() => tab.resets.length === 1);
  expect([tab.resets, tab.seqs, tab.stream.seq]).toEqual([[8], [], 8]);
});

/** Tabs of one browser. */
function sharing(): { browser: Partial<BrowserParts>; locks: TabLocks } {
  const locks = new TabLocks();
  return {
    locks,
    browser: {
      locks: { request: (name, options, hold) => locks.request(name, options, hold) },
      openChannel: (name) => new BroadcastChannel(name),
    },
  };
}

test("tabs share one stream: all hear everything, and the server has one reader", async () => {
  const stored = await log(1200);
  const server = await serve(stored);
  const { browser } = sharing();
  const tabs = [open(server.origin, { browser, since: 0 }), open(server.origin, { browser, since: 700 })];
  await until(() => tabs.every((tab) => tab.stream.state === "live"));
  tabs.push(open(server.origin, { browser, since: 1100 }), open(server.origin, { browser }));
  await until(() => tabs.every((tab) => tab.stream.state === "live"));
  await stored.append(5);
  server.step({ step: "render_done", jobId: "a", specId: "s", done: 1, total: 2 });
  await until(() => tabs.every((tab) => tab.seqs.at(-1) === 1205 && tab.progress.length === 1));
  expect(tabs.map((tab) => tab.seqs)).toEqual([range(1, 1205), range(701, 1205), range(1101, 1205), range(1201, 1205)]);
  expect(server.hub.readers).toBe(1);
});

test("when the leading tab closes another takes over, without loss or repetition for any of them", async () => {
  const stored = await log(10);
  const server = await serve(stored);
  const { browser } = sharing();
  const join = (): Tab => open(server.origin, { browser, since: 0 });
  const [first, second, third] = [join(), join(), join()];
  await until(() => [first, second, third].every((tab) => tab.stream.state === "live"));
  const appending = (async () => {
    for (let batch = 0; batch < 60; batch++) await stored.append(1 + (batch % 9));
  })();
  await new Promise((done) => void setTimeout(done, 20));
  first.stream.close();
  await appending;
  await until(() => [second, third].every((tab) => tab.seqs.at(-1) === stored.store.head().seq && tab.stream.state === "live"));
  second.stream.close();
  await stored.append(4);
  const head = stored.store.head().seq;
  await until(() => third.seqs.at(-1) === head && third.stream.state === "live");
  expect(third.seqs).toEqual(range(1, head));
  expect(second.seqs).toEqual(range(1, second.seqs.length));
  expect(server.hub.readers).toBe(1);
});

test("a following tab says what its leader says, also that the server is gone", async () => {
  const stored = await log(10);
  const first = await serve(stored);
  const { browser } = sharing();
  const [leader, follower] = [open(first.origin, { browser, since: 10 }), open(first.origin, { browser, since: 10 })];
  await until(() => [leader, follower].every((tab) => tab.stream.state === "live"));
  await first.kill();
  await until(() => [leader, follower].every((tab) => tab.stream.state === "offline"));
  await stored.append(3);
  await serve(stored, first.port);
  follower.stream.retry();
  await until(() => [leader, follower].every((tab) => tab.stream.state === "live"));
  expect([leader, follower].map((tab) => tab.seqs)).toEqual([range(11, 13), range(11, 13)]);
});

test("a leader that holds the lock and is silent has it taken away, and follows when it is back", async () => {
  const stored = await log(0);
  const server = await serve(stored);
  const { browser } = sharing();
  let isFrozen = false;
  const openChannel: NonNullable<BrowserParts["openChannel"]> = (name) => {
    const channel = browser.openChannel!(name);
    return { ...bound(channel), postMessage: (message) => void (isFrozen || channel.postMessage(message)) };
  };
  const frozen = open(server.origin, { browser: { ...browser, openChannel }, since: 0 });
  await until(() => frozen.stream.state === "live");
  const other = open(server.origin, { browser, since: 0 });
  await until(() => other.stream.state === "live");
  isFrozen = true;
  await stored.append(3);
  await until(() => other.seqs.length === 3);
  isFrozen = false;
  await stored.append(2);
  await until(() => frozen.seqs.length === 5 && other.seqs.length === 5 && frozen.stream.state === "live");
  expect([frozen.seqs, other.seqs]).toEqual([range(1, 5), range(1, 5)]);
  await until(() => server.hub.readers === 1);
  other.stream.close();
  await stored.append(1);
  await until(() => frozen.seqs.length === 6);
});

const bound = (channel: ReturnType<NonNullable<BrowserParts["openChannel"]>>) => ({
  addEventListener: channel.addEventListener.bind(channel),
  close: () => channel.close(),
});

test("where locks are forbidden, each tab has a stream of its own", async () => {
  const stored = await log(0);
  const server = await serve(stored);
  const { browser } = sharing();
  const forbidden: Partial<BrowserParts> = {
    ...browser,
    locks: { request: () => Promise.reject(new DOMException("no", "SecurityError")) },
  };
  const tabs = range(1, 2).map(() => open(server.origin, { browser: forbidden, since: 0 }));
  await until(() => tabs.every((tab) => tab.stream.state === "live"));
  await stored.append(2);
  await until(() => tabs.every((tab) => tab.seqs.length === 2));
  expect([tabs.map((tab) => tab.seqs), server.hub.readers]).toEqual([[range(1, 2), range(1, 2)], 2]);
});
