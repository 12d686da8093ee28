import { join } from "node:path";
import { openStore, type Store } from "../src/store/store.ts";
import { type Figure, quantile, round, spread } from "./figure.ts";
import { inScratch } from "./sample.ts";
import { finishedJob, queuedJob } from "./synthetic-events.ts";

const LISTS = 300;
const OPENS = 9;

/** Lists as the store answers them, at the seed's profile (2,000 jobs, 500 assets, 300 specs) and at 100,000 jobs. */
export async function benchLists(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const profile = join(dir, "profile");
    await fill(profile, { jobs: 2000, finished: 500 });
    const opened = await openings(profile);
    const cold = await coldLists(profile);
    const warm = await warmLists(profile);
    const large = join(dir, "large");
    await fill(large, { jobs: 100_000, finished: 0 });
    return [
      figure("jobs list, 2,000 jobs, warm, p95", { values: warm, q: 0.95, most: 5 }),
      figure("jobs list, 2,000 jobs, first after opening, p95", { values: cold, q: 0.95, most: 5 }),
      figure("jobs list, 100,000 jobs, p95", { values: await warmLists(large), q: 0.95, most: 50 }),
      figure("open to ready, 2,000 jobs, slowest", { values: opened, q: 1, most: 1000 }),
    ];
  });
}

function figure(name: string, { values, q, most }: { values: readonly number[]; q: number; most: number }): Figure {
  const value = quantile(values, q);
  return {
    name,
    value: round(value),
    unit: "ms",
    target: `<= ${most} ms`,
    holds: value <= most,
    resolution: spread(values, "ms"),
  };
}

async function fill(dir: string, { jobs, finished }: { jobs: number; finished: number }): Promise<void> {
  const store = await openStore({ dir, projectId: "bench", access: "owner" });
  for (let first = 0; first < jobs; first += 500) {
    const indexes = Array.from({ length: Math.min(500, jobs - first) }, (_, offset) => first + offset);
    await store.append({ events: indexes.map((index) => queuedJob(index)) });
  }
  for (let index = 0; index < finished; index++) await store.append({ events: finishedJob(index) });
  await store.close();
}

async function withReader<T>(dir: string, use: (store: Store) => T): Promise<T> {
  const store = await openStore({ dir, projectId: "bench", access: "read" });
  try {
    return use(store);
  } finally {
    await store.close();
  }
}

/** The lists people ask for: newest first, one state, one spec, and a page from the middle. */
const QUERIES = [
  { limit: 50 },
  { limit: 50, states: ["queued"] as const },
  { limit: 50, specId: "spec-7" },
  { limit: 50, beforeSeq: 1000 },
];

function listOnce(store: Store, index: number): number {
  const begun = performance.now();
  store.listJobs(QUERIES[index % QUERIES.length]!);
  return performance.now() - begun;
}

async function warmLists(dir: string): Promise<readonly number[]> {
  return await withReader(dir, (store) => {
    for (let index = 0; index < 50; index++) listOnce(store, index);
    return Array.from({ length: LISTS }, (_, index) => listOnce(store, index));
  });
}

async function coldLists(dir: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = 0; count < 40; count++) times.push(await withReader(dir, (store) => listOnce(store, count)));
  return times;
}

async function openings(dir: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = 0; count < OPENS; count++) {
    const begun = performance.now();
    const store = await openStore({ dir, projectId: "bench", access: "owner" });
    store.listJobs({ limit: 50 });
    times.push(performance.now() - begun);
    await store.close();
  }
  return times;
}
