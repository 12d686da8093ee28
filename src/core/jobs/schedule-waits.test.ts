import { expect, test } from "vitest";
import { openStream, type RandomStream } from "../canonical/random.ts";
import {
  arriving,
  capsOf,
  render,
  simulated,
  simulateFleet,
  weights,
  type Arrival,
  type Made,
  type World,
} from "./fleet-world.fixture.ts";
import type { Priority, WaitingRender } from "./schedule-input.ts";
import { AFFINITY_POINTS } from "./schedule.ts";
import { MS_PER_POINT } from "./waiting-lines.ts";

const PRIORITIES = Object.keys(weights) as Priority[];
const BONUS_MS = AFFINITY_POINTS * MS_PER_POINT;
const SPREAD_MS = 300 * MS_PER_POINT;
const HORIZON_MS = 900_000;

const rankOf = (one: WaitingRender): number => one.queuedAtMs - weights[one.priority] * MS_PER_POINT;
/** One render per step of time. */
const every = (stepMs: number, endMs: number, make: (atMs: number) => WaitingRender): WaitingRender[] =>
  Array.from({ length: Math.floor(endMs / stepMs) }, (_, index) => make(index * stepMs));
const drawFrom = <T>(stream: RandomStream, choices: readonly T[]): T => choices[stream.nextBelow(choices.length)] as T;
const longestMs = (made: ReadonlyMap<WaitingRender, Made>): number =>
  Math.max(...[...made.values()].map((one) => one.endedAtMs - one.startedAtMs));

/** Starts of what outranked a render while it was overdue, and its own start at the end; ms. */
interface Wait {
  readonly overdueAtMs: number;
  readonly startsMs: readonly number[];
  /** How many of them arrived when it was overdue already. */
  readonly late: number;
}

function waitOf(made: ReadonlyMap<WaitingRender, Made>, arrivals: readonly Arrival[], { render: one, atMs }: Arrival): Wait {
  const startMs = made.get(one)?.startedAtMs ?? Infinity;
  const overdueAtMs = Math.max(rankOf(one) + SPREAD_MS + BONUS_MS, atMs);
  const ahead = arrivals.filter(({ render: other }) => {
    const otherMs = made.get(other)?.startedAtMs ?? Infinity;
    return other !== one && rankOf(other) - BONUS_MS <= rankOf(one) && otherMs >= overdueAtMs && otherMs <= startMs;
  });
  const startsMs = ahead.map(({ render: other }) => made.get(other)?.startedAtMs ?? Infinity).toSorted((a, b) => a - b);
  return { overdueAtMs, startsMs: [...startsMs, startMs], late: ahead.filter((other) => other.atMs > overdueAtMs).length };
}

/** Asserts the bound of `pickRenders` for renders that any of so many slots may make. */
function expectShared(world: World, made: ReadonlyMap<WaitingRender, Made>, judged: readonly WaitingRender[]): void {
  const slots = world.servers.reduce((sum, server) => sum + server.slots, 0);
  for (const arrival of arriving(judged)) {
    const { overdueAtMs, startsMs } = waitOf(made, world.arrivals, arrival);
    const turns = Math.ceil(startsMs.length / slots);
    expect(startsMs.at(-1)).toBeLessThanOrEqual(overdueAtMs + longestMs(made) * turns);
  }
}

const two = (renderMs: number): World["servers"] => [simulated("a", renderMs), simulated("b", renderMs)];

test("[J17] under an endless stream of fresh interactive renders, every render starts within D + S ceil((N + 1) / c)", () => {
  // The stream brings as many renders as the servers can make, and starts with a backlog: it never lets up.
  const stream = every(2000, HORIZON_MS, (queuedAtMs) =>
    render({ jobId: `fresh-${queuedAtMs}`, priority: "interactive", queuedAtMs }),
  );
  const backlog = Array.from({ length: 20 }, (_, renderIndex) => render({ jobId: "big", renderIndex, priority: "interactive" }));
  const poor = PRIORITIES.map((priority) => render({ jobId: `poor-${priority}`, priority }));
  const arrivals = arriving([...poor, ...backlog, ...stream]);
  const world = { caps: capsOf(8, 2), servers: two(4000), arrivals, endMs: HORIZON_MS };
  const made = simulateFleet(world);
  expectShared(world, made, poor);
  // Without age they would never start: the stream alone keeps all slots busy to the end.
  expect(stream.filter((one) => !made.has(one)).length).toBeGreaterThanOrEqual(20);
});

test("[J17] no random mix of arrivals makes any render wait longer than the bound", () => {
  for (let seed = 0; seed < 6; seed++) {
    const stream = openStream(seed, "arrivals");
    const renders = every(1500, SPREAD_MS, (queuedAtMs) =>
      render({ jobId: `${queuedAtMs}`, queuedAtMs, priority: drawFrom(stream, PRIORITIES) }),
    );
    const world = { caps: capsOf(8, 2), servers: two(5000), arrivals: arriving(renders) };
    expectShared(world, simulateFleet(world), renders);
  }
});

test("[J24] a stream of warm renders keeps a server from a cold one for a minute of its age, and no longer", () => {
  const renderMs = 5000;
  const cold = render({ jobId: "cold", checkpointId: "copax", queuedAtMs: 20_000 });
  const warm = every(2500, HORIZON_MS, (queuedAtMs) => render({ jobId: `warm-${queuedAtMs}`, queuedAtMs }));
  const server = simulated("a", renderMs, { loadMs: 10_000 });
  const arrivals = arriving([cold, ...warm]);
  const made = simulateFleet({ caps: capsOf(8, 2), servers: [server], arrivals, endMs: HORIZON_MS });

  const startMs = made.get(cold)?.startedAtMs ?? Infinity;
  const passed = warm.filter((one) => {
    const atMs = made.get(one)?.startedAtMs ?? Infinity;
    return atMs >= cold.queuedAtMs && atMs <= startMs;
  });
  expect(passed.every((one) => one.queuedAtMs <= cold.queuedAtMs + BONUS_MS)).toBe(true);
  expect(passed.some((one) => one.queuedAtMs > cold.queuedAtMs + BONUS_MS / 2)).toBe(true);
  // Every render weighs the same, so the bound is that of J17 with the bonus alone for D, and all of N ahead.
  expect(startMs).toBeLessThanOrEqual(cold.queuedAtMs + BONUS_MS + longestMs(made) * Math.ceil((passed.length + 1) / 2));
});

test("[J24] the worst that warm renders can do to a cold one of the least weight stays within D + S ceil((N + 1) / c)", () => {
  const cold = render({ jobId: "cold", checkpointId: "copax", priority: "automation" });
  const warm = every(2000, HORIZON_MS, (queuedAtMs) =>
    render({ jobId: `warm-${queuedAtMs}`, queuedAtMs, priority: "interactive" }),
  );
  const backlog = Array.from({ length: 8 }, (_, renderIndex) =>
    render({ jobId: "backlog", renderIndex, priority: "interactive" }),
  );
  const world = { caps: capsOf(8, 2), servers: two(4000), arrivals: arriving([cold, ...backlog, ...warm]), endMs: HORIZON_MS };
  const made = simulateFleet(world);
  expect(made.get(cold)?.startedAtMs).toBeGreaterThan(SPREAD_MS);
  expectShared(world, made, [cold]);
});

test("[J24] where two checkpoints want one server all the time, it changes them about once a minute and not per image", () => {
  const stream = every(4000, HORIZON_MS, (queuedAtMs) =>
    render({ jobId: `${queuedAtMs}`, queuedAtMs, checkpointId: queuedAtMs % 8000 === 0 ? "pony" : "copax" }),
  );
  const server = simulated("a", 4000, { loadMs: 12_000 });
  const made = simulateFleet({ caps: capsOf(8, 2), servers: [server], arrivals: arriving(stream), endMs: HORIZON_MS });
  const switches = [...made.values()].filter((one) => one.switched).length;
  expect(switches).toBeGreaterThan(2);
  expect(switches).toBeLessThanOrEqual(2 + HORIZON_MS / BONUS_MS);
});

test("[J18] two streams that take turns on a render's checkpoint and its backend cannot starve it", () => {
  // pony (cap 1) frees while gpu-1 is busy, gpu-1 frees while pony is busy: both are never free at one moment.
  const serviceMs = 2000;
  const streams = every(1000, HORIZON_MS, (queuedAtMs) =>
    queuedAtMs % serviceMs === 0
      ? render({ jobId: `a-${queuedAtMs}`, pinned: "gpu-2", priority: "interactive", queuedAtMs })
      : render({ jobId: `b-${queuedAtMs}`, checkpointId: "copax", pinned: "gpu-1", priority: "interactive", queuedAtMs }),
  );
  const first = render({ jobId: "first", checkpointId: "copax", pinned: "gpu-1", priority: "interactive", queuedAtMs: -1000 });
  const victim = render({ jobId: "victim", pinned: "gpu-1", priority: "automation" });
  const servers = ["gpu-1", "gpu-2"].map((id) => simulated(id, serviceMs, { slots: 1 }));
  const arrivals = arriving([first, victim, ...streams]);
  const made = simulateFleet({ caps: capsOf(8, 1, { pony: 1 }), servers, arrivals, endMs: HORIZON_MS });
  const startMs = made.get(victim)?.startedAtMs ?? Infinity;
  expect(startMs).toBeGreaterThan(SPREAD_MS);
  expect(startMs).toBeLessThanOrEqual(SPREAD_MS + BONUS_MS + 2 * serviceMs);
});

test("[J18] nor can streams on every backend that it may use", () => {
  // The victim may use gpu-1 and gpu-2. Its checkpoint's only slot becomes free while both are busy, and each of them
  // becomes free while the built-in renderer has that slot.
  const serviceMs = 3000;
  const servers = [
    simulated("gpu-1", serviceMs, { slots: 1, accepts: new Set(["pony", "copax"]) }),
    simulated("gpu-2", serviceMs, { slots: 1, accepts: new Set(["pony", "flux"]) }),
    simulated("local", serviceMs, { slots: 1, kind: "builtin" }),
  ];
  const urgent = { priority: "interactive" } as const;
  const streams = every(1000, HORIZON_MS, (queuedAtMs) => {
    const fields = { ...urgent, jobId: `s-${queuedAtMs}`, queuedAtMs };
    if (queuedAtMs % serviceMs === 2000) return render({ ...fields, kind: "builtin" });
    return render({ ...fields, checkpointId: queuedAtMs % serviceMs === 0 ? "copax" : "flux" });
  });
  const victim = render({ jobId: "victim", priority: "automation", queuedAtMs: 2500 });
  const arrivals = arriving([victim, ...streams]);
  const made = simulateFleet({ caps: capsOf(8, 1, { pony: 1 }), servers, arrivals, endMs: HORIZON_MS });
  const startMs = made.get(victim)?.startedAtMs ?? Infinity;
  expect(startMs).toBeGreaterThan(SPREAD_MS);
  expect(startMs).toBeLessThanOrEqual(victim.queuedAtMs + SPREAD_MS + BONUS_MS + 2 * serviceMs);
});

/** A fleet whose backends, checkpoints and arrivals compete in ways that a seed decides. */
function randomWorld(seed: number): World {
  const stream = openStream(seed, "world");
  const checkpoints = ["pony", "copax", "flux"];
  const servers = ["a", "b", "c"].map((id) =>
    simulated(id, 2000 + 500 * stream.nextBelow(9), {
      kind: id === "c" && seed % 3 === 0 ? "builtin" : "comfyui",
      slots: 1 + stream.nextBelow(2),
      accepts: stream.nextBelow(3) === 0 ? null : new Set(checkpoints.filter(() => stream.nextBelow(3) > 0)),
      loadMs: 1000 * stream.nextBelow(4),
      works: drawFrom(stream, ["one", "all"] as const),
    }),
  );
  const kinds = servers.map((server) => server.kind);
  const renders = every(600 + 100 * stream.nextBelow(8), 240_000, (queuedAtMs) => {
    const checkpointId = drawFrom(stream, checkpoints);
    const pinned = drawFrom(stream, [null, null, null, "a", "b", "c"]);
    const priority = stream.nextBelow(12) === 0 ? drawFrom(stream, PRIORITIES) : "interactive";
    return render({ jobId: `${queuedAtMs}`, queuedAtMs, checkpointId, pinned, priority, kind: drawFrom(stream, kinds) });
  });
  const arrivals = arriving(renders).map((one, index) =>
    // Some come back late, as retries of older jobs do.
    seed % 2 === 1 && index % 15 === 0 ? { ...one, atMs: one.atMs + 1000 * stream.nextBelow(400) } : one,
  );
  const caps = capsOf(2 + stream.nextBelow(5), 2, { pony: 1, copax: 1 + stream.nextBelow(2) });
  return { caps, servers, arrivals };
}

test("[J18] in random fleets one of those ahead starts in every span of 2 S, and no wait is longer than the bound", () => {
  let overdue = 0;
  for (let seed = 0; seed < 20; seed++) {
    const world = randomWorld(seed);
    const made = simulateFleet(world);
    const spanMs = longestMs(made);
    const able = world.arrivals.filter(({ render: one }) =>
      world.servers.some(({ kind, accepts }) => kind === one.kind && (accepts?.has(one.checkpointId) ?? true)),
    );
    for (const arrival of able) {
      const { overdueAtMs, startsMs, late } = waitOf(made, world.arrivals, arrival);
      if ((startsMs.at(-1) ?? 0) > overdueAtMs) overdue += 1;
      const gapsMs = startsMs.map((atMs, index) => atMs - (startsMs[index - 1] ?? overdueAtMs));
      if (late === 0) expect(Math.max(...gapsMs)).toBeLessThanOrEqual(2 * spanMs);
      expect(startsMs.at(-1)).toBeLessThanOrEqual(overdueAtMs + spanMs * (2 * startsMs.length + late));
    }
  }
  expect(overdue).toBeGreaterThan(100);
});
