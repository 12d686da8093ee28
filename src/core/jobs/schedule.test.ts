import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Policies } from "../assets/records/project.ts";
import { openStream } from "../canonical/random.ts";
import { MS_PER_POINT, pickRenders, renderCaps, type Priority, type ScheduleInput, type WaitingRender } from "./schedule.ts";

const weights = Policies.parse({}).priority;
const PRIORITIES = Object.keys(weights) as Priority[];

const base: WaitingRender = {
  jobId: "job",
  renderIndex: 0,
  checkpointId: "pony",
  backend: "builtin",
  priority: "normal",
  queuedAtMs: 0,
};
const render = (fields: Partial<WaitingRender>): WaitingRender => ({ ...base, ...fields });
const capsOf = (project: number, perBackend: number, checkpoints: Record<string, number> = {}) => ({
  project,
  perBackend,
  checkpoints: new Map(Object.entries(checkpoints)),
});
const pick = (waiting: readonly WaitingRender[], rest: Partial<ScheduleInput>): WaitingRender[] =>
  pickRenders({ waiting, running: [], caps: capsOf(8, 8), weights, nowMs: 0, ...rest });
const ids = (renders: readonly WaitingRender[]): string[] => renders.map((one) => `${one.jobId}/${one.renderIndex}`);

test("[J13] the caps come from the project's policies, and a checkpoint called like an object's method has none", () => {
  const caps = renderCaps(Policies.parse({ checkpoints: { pony: { concurrency: 2 }, copax: {} } }));
  expect(caps).toEqual({ project: 8, perBackend: 4, checkpoints: new Map([["pony", 2]]) });
  expect(caps.checkpoints.get("constructor")).toBeUndefined();
});

test("[J13] what runs already counts, even when a cap was lowered below it", () => {
  const running = [base, base, base];
  const waiting = [render({ jobId: "a" }), render({ jobId: "b", checkpointId: "copax" })];
  expect(ids(pick(waiting, { running, caps: capsOf(4, 8, { pony: 2 }) }))).toEqual(["b/0"]);
  expect(ids(pick(waiting, { running, caps: capsOf(2, 8) }))).toEqual([]);
  expect(ids(pick(waiting, { running, caps: capsOf(8, 3) }))).toEqual([]);
});

test("[J14] heavier goes first, and a second of age counts as one point", () => {
  const automation = render({ jobId: "automation", priority: "automation", queuedAtMs: 0 });
  const fresh = (queuedAtMs: number): WaitingRender => render({ jobId: "fresh", priority: "interactive", queuedAtMs });
  const spanMs = 300 * MS_PER_POINT;
  expect(ids(pick([automation, fresh(spanMs - 1)], { nowMs: spanMs }))).toEqual(["fresh/0", "automation/0"]);
  expect(ids(pick([automation, fresh(spanMs + 1)], { nowMs: spanMs + 1 }))).toEqual(["automation/0", "fresh/0"]);
});

test("[J14] ties go to the older, then to the job id by code unit, then to the render's index", () => {
  const old = render({ jobId: "z", priority: "automation", queuedAtMs: 0 });
  const young = render({ jobId: "y", priority: "normal", queuedAtMs: 100 * MS_PER_POINT });
  expect(ids(pick([young, old], { nowMs: 200_000 }))).toEqual(["z/0", "y/0"]);
  const tied = [render({ jobId: "ä" }), render({ jobId: "b", renderIndex: 10 }), render({ jobId: "b", renderIndex: 9 })];
  expect(ids(pick([...tied, render({ jobId: "B" })], {}))).toEqual(["B/0", "b/9", "b/10", "ä/0"]);
});

const anyRender = fc.record({
  jobId: fc.constantFrom("a", "b", "c", "d"),
  renderIndex: fc.integer({ min: 0, max: 9 }),
  checkpointId: fc.constantFrom("pony", "copax", "flux"),
  backend: fc.constantFrom("builtin", "gpu"),
  priority: fc.constantFrom(...PRIORITIES),
  queuedAtMs: fc.integer({ min: 0, max: 900_000 }),
});
const anyInput = fc.record({
  waiting: fc.uniqueArray(anyRender, { selector: (one) => `${one.jobId}/${one.renderIndex}`, maxLength: 40 }),
  running: fc.array(anyRender, { maxLength: 6 }),
  caps: fc
    .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
    .map(([project, perBackend, pony]) => capsOf(project, perBackend, { pony, copax: 1 })),
  weights: fc.constant(weights),
  nowMs: fc.integer({ min: 900_000, max: 1_500_000 }),
});

const count = (slots: readonly WaitingRender[], field: "backend" | "checkpointId", id: string): number =>
  slots.filter((slot) => slot[field] === id).length;

test("[J13] picks never bring a cap over its limit, and no render is picked twice", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const picks = pickRenders(input);
      const after = [...input.running, ...picks];
      expect(new Set(picks).size).toBe(picks.length);
      if (picks.length > 0) expect(after.length).toBeLessThanOrEqual(input.caps.project);
      for (const { backend, checkpointId } of picks) {
        expect(count(after, "backend", backend)).toBeLessThanOrEqual(input.caps.perBackend);
        const cap = input.caps.checkpoints.get(checkpointId) ?? Infinity;
        expect(count(after, "checkpointId", checkpointId)).toBeLessThanOrEqual(cap);
      }
    }),
  );
});

test("[J15] the same renders in any order give the same picks, and the input is left as it was", () => {
  fc.assert(
    fc.property(anyInput, fc.infiniteStream(fc.nat()), (input, keys) => {
      const order = new Map(input.waiting.map((one) => [one, keys.next().value ?? 0]));
      const waiting = input.waiting.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      const before = structuredClone(waiting);
      expect(pickRenders({ ...input, waiting, running: input.running.toReversed() })).toEqual(pickRenders(input));
      expect(waiting).toEqual(before);
    }),
  );
});

test("[J16] every render that is left waiting has a cap that is full, or a slot that an overdue one holds", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const picks = new Set<WaitingRender>(pickRenders(input));
      const after = [...input.running, ...picks];
      for (const left of input.waiting.filter((one) => !picks.has(one))) {
        const projectFull = after.length >= input.caps.project;
        const backendFull = count(after, "backend", left.backend) >= input.caps.perBackend;
        const cap = input.caps.checkpoints.get(left.checkpointId) ?? Infinity;
        const checkpointFull = count(after, "checkpointId", left.checkpointId) >= cap - 1;
        expect(projectFull || backendFull || checkpointFull).toBe(true);
      }
    }),
  );
});

test("[J16] a thousand renders of a checkpoint at its cap leave the other slots to the others", () => {
  const stuck = Array.from({ length: 1000 }, (_, renderIndex) =>
    render({ jobId: "stuck", renderIndex, priority: "interactive" }),
  );
  const other = render({ jobId: "other", checkpointId: "copax", priority: "automation", queuedAtMs: 9 });
  const picks = pick([...stuck, other], { running: [base], caps: capsOf(4, 4, { pony: 1 }), nowMs: 3_600_000 });
  expect(ids(picks)).toEqual(["other/0"]);
});

interface World {
  readonly caps: ScheduleInput["caps"];
  /** How long one render takes, ms. */
  readonly serviceMs: number;
  /** Renders that arrive at a moment. */
  readonly arrivals: (nowMs: number) => readonly WaitingRender[];
  readonly startMs?: number;
  readonly endMs: number;
}

/** Runs the scheduler over time and tells when each render started. */
function simulate(
  { caps, serviceMs, arrivals, startMs = 0, endMs }: World,
  first: readonly WaitingRender[],
): Map<WaitingRender, number> {
  const startedAtMs = new Map<WaitingRender, number>();
  let waiting: WaitingRender[] = [...first];
  let running: { slot: WaitingRender; endsAtMs: number }[] = [];
  for (let nowMs = startMs; nowMs <= endMs; nowMs += 1000) {
    waiting.push(...arrivals(nowMs));
    running = running.filter((one) => one.endsAtMs > nowMs);
    const picks = new Set(pickRenders({ waiting, running: running.map((one) => one.slot), caps, weights, nowMs }));
    for (const slot of picks) {
      startedAtMs.set(slot, nowMs);
      running.push({ slot, endsAtMs: nowMs + serviceMs });
    }
    waiting = waiting.filter((one) => !picks.has(one));
  }
  return startedAtMs;
}

const SPREAD_MS = 300 * MS_PER_POINT;

test("[J17] under an endless stream of fresh interactive renders, every render starts within D + S ceil((N + 1) / c)", () => {
  const slots = 2;
  const serviceMs = 4000;
  // The stream brings as many renders as the slots can make, and starts with a backlog: it never lets up.
  let made = 0;
  const arrivals = (nowMs: number): WaitingRender[] =>
    nowMs % serviceMs === 0
      ? Array.from({ length: slots }, () => render({ jobId: `fresh-${made++}`, priority: "interactive", queuedAtMs: nowMs }))
      : [];
  const backlog = Array.from({ length: 20 }, (_, renderIndex) => render({ jobId: "big", renderIndex, priority: "interactive" }));
  const poor = PRIORITIES.map((priority) => render({ jobId: `poor-${priority}`, priority }));
  const world = { caps: capsOf(8, slots), serviceMs, arrivals, endMs: 3 * SPREAD_MS };
  const startedAtMs = simulate(world, [...poor, ...backlog]);

  for (const one of poor) {
    const overdueMs = SPREAD_MS - weights[one.priority] * MS_PER_POINT;
    const startMs = startedAtMs.get(one) ?? Infinity;
    const rankOf = (other: WaitingRender): number => other.queuedAtMs - weights[other.priority] * MS_PER_POINT;
    const ahead = [...startedAtMs].filter(
      ([other, atMs]) => other !== one && atMs >= overdueMs && atMs <= startMs && rankOf(other) <= rankOf(one),
    ).length;
    expect(startMs).toBeLessThanOrEqual(overdueMs + serviceMs * Math.ceil((ahead + 1) / slots));
  }
  // Without age they would never start: the stream alone keeps all slots busy to the end.
  const fresh = [...startedAtMs.keys()].filter((one) => one.jobId.startsWith("fresh-")).length;
  expect(made - fresh).toBeGreaterThan(20);
});

test("[J17] no random mix of arrivals makes any render wait longer than the bound", () => {
  const serviceMs = 5000;
  for (let seed = 0; seed < 10; seed++) {
    const stream = openStream(seed, "arrivals");
    const all: WaitingRender[] = [];
    const arrivals = (nowMs: number): WaitingRender[] => {
      if (nowMs > SPREAD_MS) return [];
      const fresh = Array.from({ length: stream.nextBelow(3) }, (_, renderIndex) =>
        render({ jobId: `${nowMs}`, renderIndex, queuedAtMs: nowMs, priority: PRIORITIES[stream.nextBelow(4)] ?? "normal" }),
      );
      all.push(...fresh);
      return fresh;
    };
    const startedAtMs = simulate({ caps: capsOf(8, 3), serviceMs, arrivals, endMs: 4 * SPREAD_MS }, []);
    const rankOf = (one: WaitingRender): number => one.queuedAtMs - weights[one.priority] * MS_PER_POINT;
    for (const one of all) {
      const startMs = startedAtMs.get(one) ?? Infinity;
      const overdueAtMs = rankOf(one) + SPREAD_MS;
      const ahead = all.filter(
        (other) => other !== one && rankOf(other) <= rankOf(one) && (startedAtMs.get(other) ?? 0) >= overdueAtMs,
      ).length;
      expect(startMs).toBeLessThanOrEqual(overdueAtMs + serviceMs * Math.ceil((ahead + 1) / 3));
    }
  }
});

test("[J18] two streams that take turns on a render's checkpoint and its backend cannot starve it", () => {
  // pony (cap 1) frees while gpu-1 is busy, gpu-1 frees while pony is busy: both are never free at one moment.
  const serviceMs = 2000;
  const arrivals = (nowMs: number): WaitingRender[] =>
    nowMs % serviceMs === 0
      ? [render({ jobId: `a-${nowMs}`, backend: "gpu-2", priority: "interactive", queuedAtMs: nowMs })]
      : [render({ jobId: `b-${nowMs}`, checkpointId: "copax", backend: "gpu-1", priority: "interactive", queuedAtMs: nowMs })];
  const victim = render({ jobId: "victim", backend: "gpu-1", priority: "automation" });
  const world = { caps: capsOf(8, 1, { pony: 1 }), serviceMs, arrivals, startMs: -1000, endMs: 2 * SPREAD_MS };
  const startMs = simulate(world, [victim]).get(victim) ?? Infinity;
  expect(startMs).toBeGreaterThan(SPREAD_MS - 1000);
  expect(startMs).toBeLessThanOrEqual(SPREAD_MS + 2 * serviceMs);
});

test("[J18] a render that is not overdue holds nothing, and overdue ones hold one slot of a checkpoint between them", () => {
  const victims = [0, 1].map((renderIndex) => render({ jobId: "victim", renderIndex, backend: "gpu-1" }));
  const others = [0, 1].map((renderIndex) => render({ jobId: "other", renderIndex, backend: "gpu-2", queuedAtMs: 1 }));
  const running = [render({ checkpointId: "copax", backend: "gpu-1" })];
  const at = (nowMs: number): string[] => ids(pick([...victims, ...others], { running, caps: capsOf(8, 1, { pony: 2 }), nowMs }));
  const roomy = (nowMs: number): string[] =>
    ids(pick([...victims, ...others], { running: [...running, running[0] ?? base], caps: capsOf(8, 2, { pony: 2 }), nowMs }));
  expect(at(10)).toEqual(["other/0"]);
  expect(roomy(10)).toEqual(["other/0", "other/1"]);
  expect(roomy(200 * MS_PER_POINT)).toEqual(["other/0"]);
});
