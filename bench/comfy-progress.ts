import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { openComfyClient } from "../src/adapters/comfyui/comfy-client.ts";
import type { Step } from "../src/engine/step.ts";
import { createHub } from "../src/server/stream/hub.ts";
import { cpuSeconds, type Figure, median, round, spread } from "./figure.ts";
import type { SourceJob, SourceResult } from "./progress-source.ts";

const ROUNDS = 3;
const [PER_SECOND, SECONDS] = [2000, 5];
const PROMPTS = ["prompt-1", "prompt-2", "prompt-3", "prompt-4"];
const [MOST_CPU_PERCENT, MOST_TOLD] = [10, 10];

interface Heard {
  /** Share of one core that this process used, percent. */
  readonly cpuPercent: number;
  /** What reached the work and the reader, for each job and second. */
  readonly told: number;
  readonly read: number;
}

/** Progress from a server's socket through the client and the event stream to one reader, beside a client that only parses it. */
export async function benchProgress(): Promise<readonly Figure[]> {
  const source = fork(new URL("./progress-source.ts", import.meta.url));
  const [{ port }] = (await once(source, "message")) as [{ port: number }];
  const ours: Heard[] = [];
  const bare: number[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    ours.push(await hearAll(source, port));
    bare.push(await parseAll(source, port));
  }
  source.kill();
  return [cpuFigure(ours, bare), rateFigure(ours)];
}

function cpuFigure(ours: readonly Heard[], bare: readonly number[]): Figure {
  const shares = ours.map(({ cpuPercent }) => cpuPercent);
  const [value, floor] = [median(shares), median(bare)];
  return {
    name: `${PER_SECOND.toLocaleString("en")} progress messages/s from a socket to one reader of the event stream`,
    value: round(value),
    unit: "% of one core",
    against: { name: "a `ws` client that parses each message", value: round(floor), ratio: round(value / floor) },
    target: `<= ${MOST_CPU_PERCENT} %`,
    holds: value <= MOST_CPU_PERCENT,
    resolution: spread(shares, "%"),
  };
}

function rateFigure(ours: readonly Heard[]): Figure {
  const value = Math.max(...ours.flatMap(({ told, read }) => [told, read]));
  return {
    name: "of these, told to a subscriber for each job, most",
    value: round(value),
    unit: "1/s",
    target: `> 0 and <= ${MOST_TOLD}`,
    holds: value <= MOST_TOLD && ours.every(({ read }) => read > 0),
    resolution: ours.map(({ told, read }) => `${round(told)} to the work, ${round(read)} to the reader`).join("; "),
  };
}

async function hearAll(source: ChildProcess, port: number): Promise<Heard> {
  const client = openComfyClient(
    { id: "bench", url: `http://127.0.0.1:${port}` },
    { nowMs: () => Date.now(), newId: () => "bench" },
  );
  const hub = openHub();
  const server = createServer((_, res) => hub.subscribe(res)).listen(0, "127.0.0.1");
  await once(server, "listening");
  let told = 0;
  const stops = PROMPTS.map((promptId) =>
    client.watch(promptId, {
      onProgress(progress) {
        told += 1;
        hub.tell(stepOf(promptId, progress));
      },
      onPreview: () => undefined,
      onEnded: () => undefined,
      onSign: () => undefined,
    }),
  );
  const heard = await measure(source, (server.address() as AddressInfo).port);
  for (const stop of stops) stop();
  await Promise.all([client.close(), hub.close()]);
  server.close();
  // The first of each job is told at once.
  const perJobAndSecond = (count: number): number => (count / PROMPTS.length - 1) / SECONDS;
  return { cpuPercent: heard.cpuPercent, told: perJobAndSecond(told), read: perJobAndSecond(heard.read) };
}

async function parseAll(source: ChildProcess, port: number): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  let latest: unknown;
  socket.on("message", (data) => void (latest = JSON.parse((data as Buffer).toString())));
  await once(socket, "open");
  const { cpuPercent } = await measure(source, null);
  if (latest === undefined) throw new Error("nothing was heard");
  socket.close();
  await once(socket, "close");
  return cpuPercent;
}

async function measure(source: ChildProcess, readPort: number | null): Promise<{ cpuPercent: number; read: number }> {
  let result: SourceResult | undefined;
  const begunMs = performance.now();
  const used = await cpuSeconds(async () => {
    source.send({ prompts: PROMPTS, perSecond: PER_SECOND, seconds: SECONDS, readPort } satisfies SourceJob);
    [result] = (await once(source, "message")) as [SourceResult];
  });
  const wallSeconds = (performance.now() - begunMs) / 1000;
  return { cpuPercent: (used * 100) / wallSeconds, read: result?.read ?? 0 };
}

function stepOf(promptId: string, { node, value, max }: { node: string | null; value: number; max: number }): Step {
  const image = { backend: "bench", fraction: value / max, node, preview: null };
  return { step: "rendering", specId: promptId, jobId: promptId, done: 0, total: 1, image };
}

/** The event stream of a project in which nothing else happens. */
function openHub() {
  const listeners = new Set<(step: Step) => void>();
  const hub = createHub({
    readEvents: () => ({ events: [] }),
    head: () => 0,
    onEvents: () => () => undefined,
    onStep: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onEnvWork: () => () => undefined,
    describe: () => ({
      owner: { pid: process.pid, command: "bench", startedAtMs: 0 },
      work: { running: 0, queued: 0, backends: [] },
      files: null,
    }),
    nowMs: () => Date.now(),
  });
  return {
    subscribe: (...given: Parameters<typeof hub.subscribe>) => hub.subscribe(...given),
    close: async () => await hub.close(),
    tell: (step: Step): void => listeners.forEach((listener) => listener(step)),
  };
}
