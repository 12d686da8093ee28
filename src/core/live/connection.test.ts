import * as fc from "fast-check";
import { expect, test } from "vitest";
import { followedState, moveOn, startConnection, stateOf, type Move, type Signal } from "./connection.ts";

const SETTINGS = { pollMs: 2000 };
const failed: Signal = { kind: "stream_failed", draw: 1 };
const noAnswer: Signal = { kind: "poll_failed", draw: 1 };
const heard = (head: number): Signal => ({ kind: "heard", head });
const received = (seq: number): Signal => ({ kind: "received", seq });
const polled = (head: number): Signal => ({ kind: "polled", head });

/** Runs signals through the connection; each move says its state and orders, e.g. `connecting stream+250`. */
function tell(
  signals: readonly Signal[],
  { canStream = true, seq = 5 }: { canStream?: boolean; seq?: number | null } = {},
): string[] {
  let move = startConnection(canStream, seq);
  const told = [describe(move)];
  for (const signal of signals) {
    move = moveOn(move.connection, signal, SETTINGS);
    told.push(describe(move));
  }
  return told;
}

function describe({ connection, orders }: Move): string {
  return [stateOf(connection), ...orders.map((order) => `${order.do}+${order.afterMs}`)].join(" ");
}

test("it is catching up until it has all that it was told of, and then live", () => {
  expect(tell([heard(7), received(6), received(7), received(8), heard(9), received(9)])).toEqual([
    "connecting stream+0",
    "catching_up",
    "catching_up",
    "live",
    "live",
    "catching_up",
    "live",
  ]);
});

test("it is not live before it knows where the stream begins", () => {
  expect(tell([heard(7)], { seq: null }).at(-1)).toBe("catching_up");
});

test("a stream that breaks is tried again, a little later each time; after three failures pages are read", () => {
  expect(tell([heard(5), failed, failed, failed, polled(5)]).slice(1)).toEqual([
    "live",
    "connecting stream+250",
    "connecting stream+500",
    "connecting poll+0",
    "polling poll+2000",
  ]);
});

test("failures count in a row: a heartbeat forgives them", () => {
  expect(tell([failed, failed, heard(5), failed]).at(-1)).toBe("connecting stream+250");
});

test("while it polls, it follows the pages to the head at once, and tries the stream every five polls", () => {
  const polls = [
    failed,
    failed,
    failed,
    polled(9),
    received(7),
    polled(9),
    received(9),
    ...Array.from({ length: 6 }, () => polled(9)),
  ];
  expect(tell(polls).slice(4)).toEqual([
    "polling poll+0",
    "polling",
    "polling poll+0",
    "polling",
    "polling poll+2000",
    "polling poll+2000",
    "polling poll+2000",
    "polling poll+2000",
    "polling poll+2000 stream+0",
    "polling poll+2000",
  ]);
});

test("a try to return that fails leaves it polling; one that succeeds ends the polling", () => {
  const polling = [failed, failed, failed, polled(5)];
  expect(tell([...polling, failed]).at(-1)).toBe("polling");
  expect(tell([...polling, heard(5), polled(5), noAnswer]).slice(-3)).toEqual(["live", "live", "live"]);
});

test("what cannot stream polls from the start and never tries to", () => {
  const polls = Array.from({ length: 7 }, () => polled(5));
  const told = tell([...polls, noAnswer], { canStream: false });
  expect(told.join(" ")).not.toContain("stream");
  expect(told.at(-1)).toBe("offline poll+500");
});

test("it is offline when pages fail too; each round tries the stream, then a page, and waits longer, up to a bound", () => {
  const round = [failed, noAnswer];
  const told = tell([failed, failed, failed, noAnswer, ...Array.from({ length: 6 }, () => round).flat()]);
  expect(told.slice(4, 8)).toEqual(["offline stream+500", "offline poll+0", "offline stream+1000", "offline poll+0"]);
  expect(told.at(-1)).toBe("offline stream+15000");
});

test("offline ends with whichever answers first: the stream or a page", () => {
  const offline = [failed, failed, failed, noAnswer];
  expect(tell([...offline, heard(7), received(7)]).slice(-3)).toEqual(["offline stream+500", "catching_up", "live"]);
  expect(tell([...offline, failed, polled(5), noAnswer]).slice(-3)).toEqual([
    "offline poll+0",
    "polling poll+2000 stream+0",
    "offline stream+500",
  ]);
});

test("who does not want to wait is heard, unless there is nothing to wait for", () => {
  const offline = [failed, failed, failed, noAnswer];
  expect(tell([...offline, { kind: "retry" }]).at(-1)).toBe("offline stream+0");
  expect(tell([heard(5), { kind: "retry" }]).at(-1)).toBe("live");
});

test("clients that lost one server do not all come back at once: the wait is between half and all of the delay", () => {
  const waits = [0, 0.5, 0.999].map((draw) => tell([{ kind: "stream_failed", draw }])[1]);
  expect(waits).toEqual(["connecting stream+125", "connecting stream+188", "connecting stream+250"]);
});

test("whatever happens, it is live only while it streams and has all that it was told of, and never without something to do", () => {
  const seq = fc.nat(20);
  const draw = fc.double({ min: 0, max: 0.99, noNaN: true });
  const signal: fc.Arbitrary<Signal> = fc.oneof(
    fc.record({ kind: fc.constant("heard" as const), head: seq }),
    fc.record({ kind: fc.constant("received" as const), seq }),
    fc.record({ kind: fc.constant("polled" as const), head: seq }),
    fc.record({ kind: fc.constantFrom("stream_failed" as const, "poll_failed" as const), draw }),
    fc.record({ kind: fc.constant("retry" as const) }),
  );
  fc.assert(
    fc.property(fc.array(signal), fc.boolean(), (signals, canStream) => {
      let { connection } = startConnection(canStream, null);
      for (const [index, one] of signals.entries()) {
        const move = moveOn(connection, one, SETTINGS);
        ({ connection } = move);
        const isLive = stateOf(connection) === "live";
        expect(isLive).toBe(
          connection.phase === "streaming" && connection.seq !== null && connection.seq >= (connection.head ?? 99),
        );
        const isSettled = one.kind === "received" || connection.phase === "streaming" || connection.phase === "polling";
        expect(isSettled || move.orders.length > 0, `signal ${index}`).toBe(true);
        if (!canStream) expect(move.orders.some((order) => order.do === "stream")).toBe(false);
      }
    }),
  );
});

test("a following tab calls itself what its leader does, but is live only when it has all that the leader has", () => {
  expect(followedState({ leader: undefined, seq: 5 })).toBe("connecting");
  expect(followedState({ leader: { state: "offline", seq: 9 }, seq: 5 })).toBe("offline");
  expect(followedState({ leader: { state: "live", seq: 9 }, seq: 5 })).toBe("catching_up");
  expect(followedState({ leader: { state: "live", seq: 9 }, seq: null })).toBe("catching_up");
  expect(followedState({ leader: { state: "live", seq: 9 }, seq: 9 })).toBe("live");
});
