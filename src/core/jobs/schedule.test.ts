import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Policies } from "../assets/records/project.ts";
import { backend, capsOf, render, weights } from "./fleet-world.fixture.ts";
import {
  renderCaps,
  type BackendSlots,
  type PickedFor,
  type Priority,
  type RenderSlot,
  type ScheduleInput,
  type WaitingRender,
} from "./schedule-input.ts";
import { AFFINITY_POINTS, pickRenders } from "./schedule.ts";
import { MS_PER_POINT } from "./waiting-lines.ts";

const PRIORITIES = Object.keys(weights) as Priority[];
const builtin = backend("builtin", { kind: "builtin", slots: 8 });
const drawn = (fields: Partial<WaitingRender>): WaitingRender => render({ kind: "builtin", ...fields });
const runs = (backendId: string, checkpointId = "pony"): RenderSlot => ({ checkpointId, backend: backendId });

const pick = (waiting: readonly WaitingRender[], rest: Partial<ScheduleInput>): PickedFor<WaitingRender>[] =>
  pickRenders({ waiting, running: [], backends: [builtin], caps: capsOf(8, 8), weights, nowMs: 0, ...rest });
const ids = (renders: readonly WaitingRender[]): string[] => renders.map((one) => `${one.jobId}/${one.renderIndex}`);
const places = (renders: readonly PickedFor<WaitingRender>[]): string[] => renders.map((one) => `${one.jobId} on ${one.backend}`);

test("[J13] the caps come from the project's policies, and a checkpoint called like an object's method has none", () => {
  const caps = renderCaps(Policies.parse({ checkpoints: { pony: { concurrency: 2 }, copax: {} } }));
  expect(caps).toEqual({ project: 8, perBackend: 4, checkpoints: new Map([["pony", 2]]) });
  expect(caps.checkpoints.get("constructor")).toBeUndefined();
});

test("[J13] what runs already counts, even when a cap was lowered below it", () => {
  const running = [runs("builtin"), runs("builtin"), runs("builtin")];
  const waiting = [drawn({ jobId: "a" }), drawn({ jobId: "b", checkpointId: "copax" })];
  expect(ids(pick(waiting, { running, caps: capsOf(4, 8, { pony: 2 }) }))).toEqual(["b/0"]);
  expect(ids(pick(waiting, { running, caps: capsOf(2, 8) }))).toEqual([]);
  expect(ids(pick(waiting, { running, caps: capsOf(8, 3) }))).toEqual([]);
});

test("[J13] what still runs on a backend that is down counts for project and checkpoint", () => {
  const running = [runs("lost"), runs("lost")];
  const waiting = [drawn({ jobId: "a" }), drawn({ jobId: "b", checkpointId: "copax" })];
  expect(ids(pick(waiting, { running, caps: capsOf(3, 8, { pony: 2 }) }))).toEqual(["b/0"]);
  expect(ids(pick(waiting, { running, caps: capsOf(2, 8) }))).toEqual([]);
});

test("[J13] a backend takes no more than its own slots, nor more than the policy allows", () => {
  const waiting = [0, 1, 2, 3].map((renderIndex) => render({ renderIndex }));
  expect(ids(pick(waiting, { backends: [backend("a", { slots: 1 })] }))).toEqual(["job/0"]);
  expect(ids(pick(waiting, { backends: [backend("a", { slots: 8 })], caps: capsOf(8, 2) }))).toEqual(["job/0", "job/1"]);
  expect(ids(pick(waiting, { backends: [backend("a", { slots: 0 })] }))).toEqual([]);
});

test("[J14] heavier goes first, and a second of age counts as one point", () => {
  const automation = drawn({ jobId: "automation", priority: "automation", queuedAtMs: 0 });
  const fresh = (queuedAtMs: number): WaitingRender => drawn({ jobId: "fresh", priority: "interactive", queuedAtMs });
  const spanMs = 300 * MS_PER_POINT;
  expect(ids(pick([automation, fresh(spanMs - 1)], { nowMs: spanMs }))).toEqual(["fresh/0", "automation/0"]);
  expect(ids(pick([automation, fresh(spanMs + 1)], { nowMs: spanMs + 1 }))).toEqual(["automation/0", "fresh/0"]);
});

test("[J14] ties go to the older, then to the job id by code unit, then to the render's index", () => {
  const old = drawn({ jobId: "z", priority: "automation", queuedAtMs: 0 });
  const young = drawn({ jobId: "y", priority: "normal", queuedAtMs: 100 * MS_PER_POINT });
  expect(ids(pick([young, old], { nowMs: 200_000 }))).toEqual(["z/0", "y/0"]);
  const tied = [drawn({ jobId: "ä" }), drawn({ jobId: "b", renderIndex: 10 }), drawn({ jobId: "b", renderIndex: 9 })];
  expect(ids(pick([...tied, drawn({ jobId: "B", checkpointId: "copax" })], {}))).toEqual(["B/0", "b/9", "b/10", "ä/0"]);
});

test("[J22] a render goes only to a listed backend of its kind that accepts its checkpoint", () => {
  const picky = backend("picky", { accepts: new Set(["copax"]) });
  const waiting = [render({ jobId: "pony" }), render({ jobId: "copax", checkpointId: "copax" })];
  expect(places(pick(waiting, { backends: [builtin, picky] }))).toEqual(["copax on picky"]);
  expect(places(pick([...waiting, drawn({ jobId: "drawn" })], { backends: [builtin] }))).toEqual(["drawn on builtin"]);
});

test("[J22] of backends with a free slot the warm one goes first, then the least loaded, then the first by id", () => {
  const a = backend("a", { slots: 4 });
  const b = backend("b", { slots: 2 });
  const warm = backend("warm", { warmCheckpoint: "pony" });
  const on = (backends: readonly BackendSlots[], running: readonly RenderSlot[] = []): string | undefined =>
    pick([render({})], { backends, running })[0]?.backend;
  expect(on([warm, b, a])).toBe("warm");
  expect(on([b, a])).toBe("a");
  // One of four is less than one of two; two of four are as much as one of two.
  expect(on([b, a], [runs("a", "x"), runs("b", "x")])).toBe("a");
  expect(on([b, a], [runs("a", "x"), runs("a", "x"), runs("b", "x")])).toBe("a");
  expect(on([b, a], [runs("a", "x"), runs("a", "x"), runs("a", "x"), runs("b", "x")])).toBe("b");
  expect(on([warm, a], [runs("warm"), runs("warm")])).toBe("a");
});

test("[J23] a render that was submitted before goes back there, or waits for a slot there, while that backend is listed", () => {
  const backends = [backend("a", { warmCheckpoint: "pony" }), backend("b")];
  const waiting = [render({ pinned: "b" })];
  expect(places(pick(waiting, { backends }))).toEqual(["job on b"]);
  expect(places(pick(waiting, { backends, running: [runs("b"), runs("b")] }))).toEqual([]);
});

test("[J23] a render whose backend is gone, or may not make it any more, goes to any other", () => {
  const waiting = [render({ pinned: "b" })];
  expect(places(pick(waiting, { backends: [backend("a")] }))).toEqual(["job on a"]);
  const barred = backend("b", { accepts: new Set(["copax"]) });
  expect(places(pick(waiting, { backends: [backend("a"), barred] }))).toEqual(["job on a"]);
});

test("[J24] for a server with its checkpoint in memory, a render passes one that is up to a minute older", () => {
  const server = backend("a", { slots: 1, warmCheckpoint: "copax" });
  const cold = render({ jobId: "cold", queuedAtMs: 0 });
  const warm = (queuedAtMs: number): WaitingRender => render({ jobId: "warm", checkpointId: "copax", queuedAtMs });
  const bonusMs = AFFINITY_POINTS * MS_PER_POINT;
  expect(places(pick([cold, warm(bonusMs - 1)], { backends: [server] }))).toEqual(["warm on a"]);
  expect(places(pick([cold, warm(bonusMs + 1)], { backends: [server] }))).toEqual(["cold on a"]);
});

test("[J24] warm is what occupies a server; what it did last counts only while nothing does", () => {
  const server = backend("a", { slots: 2, warmCheckpoint: "copax" });
  const waiting = [render({ jobId: "old", checkpointId: "copax" }), render({ jobId: "young", queuedAtMs: 1000 })];
  expect(places(pick(waiting, { backends: [server], running: [runs("a")] }))).toEqual(["young on a"]);
  // The first pick makes the server warm for the second.
  const three = [...waiting, render({ jobId: "next", checkpointId: "copax", queuedAtMs: 2000 })];
  expect(places(pick(three, { backends: [server] }))).toEqual(["old on a", "next on a"]);
});

test("[J24] the built-in renderer loads no checkpoints, so none is warm there", () => {
  const waiting = [drawn({ jobId: "old", checkpointId: "copax" }), drawn({ jobId: "young", queuedAtMs: 1 })];
  const odd = { ...builtin, slots: 2, warmCheckpoint: "pony" };
  expect(ids(pick(waiting, { backends: [odd] }))).toEqual(["old/0", "young/0"]);
  expect(ids(pick(waiting, { backends: [odd], running: [runs("builtin")] }))).toEqual(["old/0"]);
});

const CHECKPOINTS = ["pony", "copax", "flux"];
const anyRender = fc.record({
  jobId: fc.constantFrom("a", "b", "c", "d"),
  renderIndex: fc.integer({ min: 0, max: 9 }),
  checkpointId: fc.constantFrom(...CHECKPOINTS),
  kind: fc.constantFrom("builtin" as const, "comfyui" as const),
  pinned: fc.constantFrom(null, null, "gpu-1", "gpu-2", "gone"),
  priority: fc.constantFrom(...PRIORITIES),
  only: fc.option(fc.constantFrom("gpu-1", "gone"), { freq: 5 }),
  refusedBy: fc.subarray(["gpu-1", "gpu-2"], { maxLength: 1 }),
  queuedAtMs: fc.integer({ min: 0, max: 900_000 }),
});
const anyBackend = fc.record({
  id: fc.constantFrom("gpu-1", "gpu-2", "gpu-3", "local"),
  kind: fc.constantFrom("builtin" as const, "comfyui" as const),
  slots: fc.integer({ min: 0, max: 3 }),
  accepts: fc.option(fc.subarray(CHECKPOINTS).map((some) => new Set(some))),
  warmCheckpoint: fc.option(fc.constantFrom(...CHECKPOINTS)),
  reserved: fc.boolean(),
});
const anyInput = fc.record({
  waiting: fc.uniqueArray(anyRender, { selector: (one) => `${one.jobId}/${one.renderIndex}`, maxLength: 40 }),
  running: fc.array(
    fc.record({ checkpointId: fc.constantFrom(...CHECKPOINTS), backend: fc.constantFrom("gpu-1", "gpu-2", "gone") }),
    { maxLength: 6 },
  ),
  backends: fc.uniqueArray(anyBackend, { selector: (one) => one.id }),
  caps: fc
    .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
    .map(([project, perBackend, pony]) => capsOf(project, perBackend, { pony, copax: 1 })),
  weights: fc.constant(weights),
  nowMs: fc.integer({ min: 900_000, max: 1_500_000 }),
});

const count = (slots: readonly RenderSlot[], field: "backend" | "checkpointId", id: string): number =>
  slots.filter((slot) => slot[field] === id).length;
/** Where a render may go, told apart from the scheduler's own words. */
const able = (input: ScheduleInput, one: WaitingRender): BackendSlots[] => {
  const all = input.backends.filter(
    ({ id, kind, accepts, slots, reserved }) =>
      slots > 0 &&
      kind === one.kind &&
      (accepts?.has(one.checkpointId) ?? true) &&
      !one.refusedBy.includes(id) &&
      (one.only === null ? !reserved : one.only === id),
  );
  const pinned = all.filter(({ id }) => id === one.pinned);
  return pinned.length > 0 ? pinned : all;
};
const same = (a: WaitingRender, b: WaitingRender): boolean => a.jobId === b.jobId && a.renderIndex === b.renderIndex;

test("[J13][J22][J23] picks hold every cap, go only where they may, and no render is picked twice", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const picks = pickRenders(input);
      const after = [...input.running, ...picks];
      expect(new Set(ids(picks)).size).toBe(picks.length);
      if (picks.length > 0) expect(after.length).toBeLessThanOrEqual(input.caps.project);
      for (const picked of picks) {
        const to = able(input, picked).find(({ id }) => id === picked.backend);
        expect(count(after, "backend", picked.backend)).toBeLessThanOrEqual(Math.min(input.caps.perBackend, to?.slots ?? 0));
        const cap = input.caps.checkpoints.get(picked.checkpointId) ?? Infinity;
        expect(count(after, "checkpointId", picked.checkpointId)).toBeLessThanOrEqual(cap);
      }
    }),
  );
});

test("[J15] the same renders and backends in any order give the same picks, and the input is left as it was", () => {
  fc.assert(
    fc.property(anyInput, fc.infiniteStream(fc.nat()), (input, keys) => {
      const order = new Map(input.waiting.map((one) => [one, keys.next().value ?? 0]));
      const waiting = input.waiting.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      const before = structuredClone({ ...input, waiting });
      const shuffled = { waiting, running: input.running.toReversed(), backends: input.backends.toReversed() };
      expect(pickRenders({ ...input, ...shuffled })).toEqual(pickRenders(input));
      expect({ ...input, waiting }).toEqual(before);
    }),
  );
});

test("[J16] no slot stays idle for a render that may use it, but for one that an overdue render holds", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const picks = pickRenders(input);
      const after = [...input.running, ...picks];
      const left = input.waiting.filter((one) => !picks.some((picked) => same(picked, one)));
      const isFull = ({ id, slots }: BackendSlots): boolean =>
        count(after, "backend", id) >= Math.min(slots, input.caps.perBackend);
      const rankOf = (one: WaitingRender): number => one.queuedAtMs - weights[one.priority] * MS_PER_POINT;
      const isOverdue = (one: WaitingRender): boolean => rankOf(one) <= input.nowMs - (300 + AFFINITY_POINTS) * MS_PER_POINT;
      for (const one of left) {
        const holds = left.some(
          (other) =>
            other.checkpointId === one.checkpointId &&
            isOverdue(other) &&
            able(input, other).length > 0 &&
            able(input, other).every(isFull),
        );
        const used = count(after, "checkpointId", one.checkpointId) + (holds ? 1 : 0);
        const checkpointFull = used >= (input.caps.checkpoints.get(one.checkpointId) ?? Infinity);
        expect(after.length >= input.caps.project || checkpointFull || able(input, one).every(isFull)).toBe(true);
      }
    }),
  );
});

test("[J16] a thousand renders of a checkpoint at its cap leave the other slots to the others", () => {
  const stuck = Array.from({ length: 1000 }, (_, renderIndex) =>
    render({ jobId: "stuck", renderIndex, priority: "interactive" }),
  );
  const other = render({ jobId: "other", checkpointId: "copax", priority: "automation", queuedAtMs: 9 });
  const backends = [backend("a"), backend("b")];
  const picks = pick([...stuck, other], { backends, running: [runs("a")], caps: capsOf(4, 4, { pony: 1 }), nowMs: 3_600_000 });
  expect(places(picks)).toEqual(["other on b"]);
});

test("[J18] a render that is not overdue holds nothing, and overdue ones hold one slot of a checkpoint between them", () => {
  const victims = [0, 1].map((renderIndex) => render({ jobId: "victim", renderIndex, pinned: "gpu-1" }));
  const others = [0, 1].map((renderIndex) => render({ jobId: "other", renderIndex, pinned: "gpu-2", queuedAtMs: 1 }));
  const backends = [backend("gpu-1"), backend("gpu-2")];
  const running = [runs("gpu-1", "copax"), runs("gpu-1", "copax")];
  const at = (nowMs: number): string[] =>
    ids(pick([...victims, ...others], { backends, running, caps: capsOf(8, 2, { pony: 2 }), nowMs }));
  const overdueMs = (200 + AFFINITY_POINTS) * MS_PER_POINT;
  expect(at(overdueMs - 1)).toEqual(["other/0", "other/1"]);
  expect(at(overdueMs)).toEqual(["other/0"]);
});

test("[J18] an overdue render that no listed backend may make holds nothing", () => {
  const victim = render({ jobId: "victim", kind: "builtin" });
  const other = render({ jobId: "other", queuedAtMs: 1 });
  const rest = { backends: [backend("gpu")], caps: capsOf(8, 8, { pony: 1 }), nowMs: 3_600_000 };
  expect(ids(pick([victim, other], rest))).toEqual(["other/0"]);
});

test("[J26] what names a backend goes there alone, in its turn among all others, and a reserved one takes nothing else", () => {
  const backends = [backend("a", { reserved: true, slots: 1 }), backend("b", { slots: 1 })];
  const named = render({ jobId: "named", only: "a", queuedAtMs: 1 });
  const free = render({ jobId: "free", queuedAtMs: 2 });
  expect(places(pick([free, named], { backends }))).toEqual(["named on a", "free on b"]);
  expect(places(pick([free, named], { backends, caps: capsOf(1, 8) }))).toEqual(["named on a"]);
  expect(pick([free], { backends: backends.slice(0, 1) })).toEqual([]);
  expect(pick([named], { backends: backends.slice(1) })).toEqual([]);
});

test("[J26] a render goes to none of the backends that refused it", () => {
  const backends = [backend("a"), backend("b")];
  expect(places(pick([render({ refusedBy: ["a"] })], { backends }))).toEqual(["job on b"]);
  expect(pick([render({ refusedBy: ["a", "b"] })], { backends })).toEqual([]);
});
