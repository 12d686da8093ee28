/** What a screen says of its connection. */
export type LiveState = "connecting" | "catching_up" | "live" | "polling" | "offline";

/** A client's hold on the event stream. */
export interface Connection {
  readonly phase: "connecting" | "streaming" | "polling" | "offline";
  /** False where there is nothing to stream with: then it only polls. */
  readonly canStream: boolean;
  /** Seq of the newest event delivered; null until it is known where the stream begins. */
  readonly seq: number | null;
  /** The newest head it was told of; null until it was. */
  readonly head: number | null;
  /** Attempts to stream that failed in a row. */
  readonly failures: number;
  /** Polls since the stream was last tried. */
  readonly polls: number;
  /** Rounds without any answer. */
  readonly rounds: number;
}

/** What happened. `draw` is a fresh random number in [0, 1), so that clients do not all come back at once. */
export type Signal =
  /** A heartbeat came by the stream. */
  | { readonly kind: "heard"; readonly head: number }
  /** Everything up to this event is delivered. */
  | { readonly kind: "received"; readonly seq: number }
  /** The stream was refused, broke, ended or fell silent. */
  | { readonly kind: "stream_failed"; readonly draw: number }
  /** A page was read and delivered. */
  | { readonly kind: "polled"; readonly head: number }
  | { readonly kind: "poll_failed"; readonly draw: number }
  /** Somebody does not want to wait. */
  | { readonly kind: "retry" };

/** What to do next, and when. It replaces an earlier order for the same thing that still waits. */
export interface Order {
  readonly do: "stream" | "poll";
  readonly afterMs: number;
}

export interface Move {
  readonly connection: Connection;
  readonly orders: readonly Order[];
}

/** A stream on which nothing came for so many heartbeats is broken, whatever the socket says. */
export const SILENT_AFTER_HEARTBEATS = 2.5;
/** Failures in a row after which it polls. */
const FAILURES_BEFORE_POLLING = 3;
/** Polls between two attempts to return to the stream. */
const POLLS_BEFORE_RETURN = 5;
const FIRST_RETRY_MS = 250;
const FIRST_ROUND_MS = 500;
const LONGEST_ROUND_MS = 15_000;

/**
 * What the connection may call itself. It is live only when it has all that it was told of; that something was heard lately is
 * the matter of `stream_failed`, which silence raises.
 */
export function stateOf({ phase, seq, head }: Connection): LiveState {
  if (phase !== "streaming") return phase;
  return seq !== null && head !== null && seq >= head ? "live" : "catching_up";
}

/** Begins to connect. @param seq  What the client has already; null to begin with the next event. */
export function startConnection(canStream: boolean, seq: number | null): Move {
  const connection: Connection = { phase: "connecting", canStream, seq, head: null, failures: 0, polls: 0, rounds: 0 };
  return { connection, orders: [next(connection, 0)] };
}

/**
 * Moves on by what happened. A broken stream is tried three times; then pages are read instead, and every few of them the
 * stream is tried again. When pages fail too it is offline: each round tries the stream, then a page, and waits longer.
 *
 * @param pollMs  Time between two polls (`feedback.pollingFallbackMs`).
 */
export function moveOn(connection: Connection, signal: Signal, { pollMs }: { readonly pollMs: number }): Move {
  switch (signal.kind) {
    case "heard":
      return rest({ ...connection, phase: "streaming", head: signal.head, failures: 0, polls: 0, rounds: 0 });
    case "received":
      return rest({
        ...connection,
        seq: signal.seq,
        head: connection.head === null ? null : Math.max(connection.head, signal.seq),
      });
    case "stream_failed":
      return afterStreamFailed(connection, signal.draw);
    case "polled":
      return afterPoll(connection, signal.head, pollMs);
    case "poll_failed":
      return afterPollFailed(connection, signal.draw);
    case "retry":
      return connection.phase === "streaming" ? rest(connection) : { connection, orders: [next(connection, 0)] };
  }
}

function afterStreamFailed(connection: Connection, draw: number): Move {
  // While it polls, the attempt to return was a try: polling goes on.
  if (connection.phase === "polling") return rest(connection);
  if (connection.phase === "offline") return { connection, orders: [{ do: "poll", afterMs: 0 }] };
  const failures = connection.failures + 1;
  const failed: Connection = { ...connection, phase: "connecting", failures };
  if (failures >= FAILURES_BEFORE_POLLING) return { connection: failed, orders: [{ do: "poll", afterMs: 0 }] };
  return { connection: failed, orders: [next(failed, spread(FIRST_RETRY_MS * 2 ** (failures - 1), draw))] };
}

function afterPoll(connection: Connection, head: number, pollMs: number): Move {
  if (connection.phase === "streaming") return rest(connection);
  const polling: Connection = { ...connection, phase: "polling", head, rounds: 0 };
  if (connection.seq !== null && connection.seq < head) return { connection: polling, orders: [{ do: "poll", afterMs: 0 }] };
  const polls = connection.polls + 1;
  const poll = { do: "poll", afterMs: pollMs } as const;
  if (!connection.canStream || polls < POLLS_BEFORE_RETURN) return { connection: { ...polling, polls }, orders: [poll] };
  return { connection: { ...polling, polls: 0 }, orders: [poll, { do: "stream", afterMs: 0 }] };
}

function afterPollFailed(connection: Connection, draw: number): Move {
  if (connection.phase === "streaming") return rest(connection);
  const rounds = connection.rounds + 1;
  // A server that answers again is asked for its stream at once.
  const offline: Connection = { ...connection, phase: "offline", rounds, polls: POLLS_BEFORE_RETURN };
  const delayMs = Math.min(FIRST_ROUND_MS * 2 ** Math.min(rounds - 1, 10), LONGEST_ROUND_MS);
  return { connection: offline, orders: [next(offline, spread(delayMs, draw))] };
}

function rest(connection: Connection): Move {
  return { connection, orders: [] };
}

function next({ canStream }: Connection, afterMs: number): Order {
  return { do: canStream ? "stream" : "poll", afterMs };
}

/** Between half of the delay and all of it. */
function spread(delayMs: number, draw: number): number {
  return Math.round(delayMs * (0.5 + draw / 2));
}

/** What a tab knows that hears the stream from another one. */
export interface Followed {
  /** What the leading tab says of itself; undefined when it was not heard of lately. */
  readonly leader: { readonly state: LiveState; readonly seq: number | null } | undefined;
  /** The newest event that this tab has delivered. */
  readonly seq: number | null;
}

/** What a following tab may call itself: as its leader, but live only when it has all that the leader has. */
export function followedState({ leader, seq }: Followed): LiveState {
  if (leader === undefined) return "connecting";
  const isBehind = leader.seq !== null && (seq === null || seq < leader.seq);
  return leader.state === "live" && isBehind ? "catching_up" : leader.state;
}
