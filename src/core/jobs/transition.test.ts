import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EVENT_PAYLOADS, type EventType } from "../events/event.ts";
import { isTerminal, type JobMove, type JobState, nextJobState } from "./transition.ts";

const STATES: readonly JobState[] = ["queued", "running", "retry_wait", "succeeded", "failed", "escalated", "canceled"];
const EVENT_TYPES = Object.keys(EVENT_PAYLOADS) as EventType[];
const MOVES = EVENT_TYPES.flatMap((type): JobMove[] =>
  type === "job.requeued" ? ["job.requeued/due", "job.requeued/drained"] : [type],
);

/** Every legal move; what is missing here must be refused. */
const LEGAL = [
  "new job.queued queued",
  "queued job.canceled canceled",
  "queued job.escalated escalated",
  "queued job.failed failed",
  "queued job.started running",
  "retry_wait job.canceled canceled",
  "retry_wait job.requeued/due queued",
  "running job.canceled canceled",
  "running job.escalated escalated",
  "running job.failed failed",
  "running job.lost queued",
  "running job.render_done running",
  "running job.requeued/drained queued",
  "running job.retry retry_wait",
  "running job.submitted running",
  "running job.succeeded succeeded",
];

test("[J1] exactly the listed moves are legal, over all states and all event types", () => {
  const moves = [null, ...STATES].flatMap((state) =>
    MOVES.flatMap((move) => {
      const next = nextJobState(state, move);
      return next === undefined ? [] : [`${state ?? "new"} ${move} ${next}`];
    }),
  );
  const kept = STATES.map((state) => `${state} job.superseded ${state}`);
  expect(moves.toSorted()).toEqual([...LEGAL, ...kept].toSorted());
});

test("[J2] the four ends are terminal and nothing leaves them", () => {
  expect(STATES.filter(isTerminal)).toEqual(["succeeded", "failed", "escalated", "canceled"]);
  for (const state of STATES.filter(isTerminal)) {
    for (const move of MOVES) expect(nextJobState(state, move) ?? state).toBe(state);
  }
});

/** Applies events as the store does: refused ones change nothing. Returns the accepted events and all states passed. */
function applyAll(moves: readonly JobMove[]): { accepted: JobMove[]; states: (JobState | null)[] } {
  const accepted: JobMove[] = [];
  const states: (JobState | null)[] = [null];
  for (const move of moves) {
    const next = nextJobState(states.at(-1) ?? null, move);
    if (next === undefined) continue;
    accepted.push(move);
    states.push(next);
  }
  return { accepted, states };
}

const anyMoves = fc.array(fc.constantFrom(...MOVES.filter((move) => move.startsWith("job."))), { maxLength: 60 });

test("[J21] a result that came too late moves nothing, in whatever state its job is, and is no beginning of one", () => {
  for (const state of STATES) expect(nextJobState(state, "job.superseded")).toBe(state);
  expect(nextJobState(null, "job.superseded")).toBeUndefined();
});

test("[J1] a job's first accepted event is job.queued, and it is queued only once", () => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      const { accepted } = applyAll(moves);
      expect(accepted.indexOf("job.queued")).toBe(accepted.length === 0 ? -1 : 0);
      expect(accepted.lastIndexOf("job.queued")).toBeLessThanOrEqual(0);
    }),
  );
});

test("[J2] no sequence of events gets past a terminal state", () => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      const { states } = applyAll(moves);
      const end = states.find((state) => state !== null && isTerminal(state));
      if (end !== undefined) expect(new Set(states.slice(states.indexOf(end)))).toEqual(new Set([end]));
    }),
  );
});

test("[J3] no sequence of events makes a job succeed twice, or outside an attempt", () => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      const { accepted, states } = applyAll(moves);
      expect(accepted.filter((move) => move === "job.succeeded").length).toBeLessThanOrEqual(1);
      for (const [index, move] of accepted.entries()) {
        if (move === "job.succeeded" || move === "job.render_done") expect(states[index]).toBe("running");
      }
    }),
  );
});

test("[J4] a lost or drained attempt goes back to the queue, and starts again from there", () => {
  for (const back of ["job.lost", "job.requeued/drained"] as const) {
    const { states } = applyAll(["job.queued", "job.started", back, "job.started"]);
    expect(states.slice(1)).toEqual(["queued", "running", "queued", "running"]);
  }
});

test("[J4] a job that waits for a retry neither starts nor is lost before it is due", () => {
  expect(nextJobState("retry_wait", "job.started")).toBeUndefined();
  expect(nextJobState("retry_wait", "job.lost")).toBeUndefined();
  expect(nextJobState("retry_wait", "job.requeued/due")).toBe("queued");
});

test("[J4] a running job does not come due, and a waiting one is not drained", () => {
  expect(nextJobState("running", "job.requeued/due")).toBeUndefined();
  expect(nextJobState("retry_wait", "job.requeued/drained")).toBeUndefined();
});
