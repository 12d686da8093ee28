import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../src/store/store.ts";
import { copySample } from "../tests/support/sample-game.ts";
import { serveProject, type Served } from "../tests/support/serve.ts";
import { type Figure, quantile, round, spread } from "./figure.ts";
import { inScratch } from "./sample.ts";
import { canceledJob, finishedJob, queuedJob } from "./synthetic-events.ts";

const PROJECT = "starter";
const [JOBS, ASSETS, SPECS] = [2000, 500, 300];
const REQUESTS = 300;
const STARTS = 7;
/** An idle server is one to which nothing happened for so long. */
const IDLE_MS = 5000;

/** The API at the seed's profile (2,000 jobs, 500 assets, 300 specs), beside the same bytes from a bare server. */
export async function benchServer(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const project = await fillProject(join(dir, "profile"));
    const cold: number[] = [];
    for (let start = 0; start < STARTS; start++) cold.push(await firstAnswerMs(project));
    const served = await serveProject(project);
    try {
      const jobs = await warmMs(served, "/jobs?limit=50");
      const board = await warmMs(served, "/pipeline");
      await sleep(IDLE_MS);
      const rss = residentMb(served.pid);
      return [
        latency("jobs list over HTTP, warm, p95", { ...jobs, most: 20 }),
        latency("jobs list over HTTP, first after a start, p95", { values: cold, bare: jobs.bare, most: 20 }),
        latency("pipeline board over HTTP, warm, p95", { ...board, most: 100 }),
        {
          name: "idle server, resident memory",
          value: round(rss),
          unit: "MB",
          target: "<= 150 MB",
          holds: rss <= 150,
          resolution: "one reading",
        },
      ];
    } finally {
      await served.end();
    }
  });
}

async function fillProject(dir: string): Promise<string> {
  copySample(dir, PROJECT);
  for (let index = 0; index < SPECS; index++) {
    const lines = [
      `id: spec-${index}`,
      "title: Bench",
      "assetType: ui_icon",
      "checkpoint: copax",
      "output: { kind: single_image }",
      "",
    ];
    writeFileSync(join(dir, "specs", `spec-${index}.yaml`), lines.join("\n"));
  }
  const projectId = /^id: *(\S+)/m.exec(readFileSync(join(dir, "touchstone.yaml"), "utf8"))?.[1] ?? "";
  const store = await openStore({ dir: join(dir, ".touchstone"), projectId, access: "owner" });
  for (let first = 0; first < JOBS; first += ASSETS) {
    const indexes = Array.from({ length: ASSETS }, (_, offset) => first + offset);
    await store.append({ events: indexes.map((index) => queuedJob(index)) });
  }
  for (let index = 0; index < ASSETS; index++) await store.append({ events: finishedJob(index) });
  for (let index = ASSETS; index < JOBS; index++) await store.append({ events: [canceledJob(index)] });
  await store.close();
  return dir;
}

async function firstAnswerMs(project: string): Promise<number> {
  const served = await serveProject(project);
  const begun = performance.now();
  await served.get("/jobs?limit=50");
  const ms = performance.now() - begun;
  await served.end();
  return ms;
}

interface Answers {
  readonly values: readonly number[];
  /** The same bytes from a server that does nothing else. */
  readonly bare: readonly number[];
}

async function warmMs(served: Served, path: string): Promise<Answers> {
  const body = JSON.stringify(await served.get(path));
  const bareServer = createServer((_request, response) =>
    response.setHeader("content-type", "application/json").end(body),
  ).listen(0, "127.0.0.1");
  await once(bareServer, "listening");
  const bareUrl = `http://127.0.0.1:${(bareServer.address() as AddressInfo).port}/`;
  const values: number[] = [];
  const bare: number[] = [];
  for (let count = 0; count < REQUESTS; count++) {
    values.push(await timed(async () => await served.get(path)));
    bare.push(await timed(async () => await (await fetch(bareUrl)).json()));
  }
  bareServer.close();
  bareServer.closeAllConnections();
  return { values, bare };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function latency(name: string, { values, bare, most }: Answers & { most: number }): Figure {
  const value = quantile(values, 0.95);
  const floor = quantile(bare, 0.95);
  return {
    name,
    value: round(value),
    unit: "ms",
    against: { name: "the same bytes from a bare node:http server", value: round(floor), ratio: round(value / floor) },
    target: `<= ${most} ms`,
    holds: value <= most,
    resolution: spread(values, "ms"),
  };
}

function residentMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kb) / 1024;
}
