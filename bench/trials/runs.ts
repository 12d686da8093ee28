import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { ModelProvider } from "../../src/adapters/models/model-provider.ts";
import { cpuSeconds, type Figure, median, round, spread } from "../figure.ts";
import { inScratch } from "../sample.ts";
import { readTraces, runHello, writeHello } from "./hello.ts";
import { writeByHand } from "./write-by-hand.ts";

const ROUNDS = 7;
const TRIALS = 500;
const MOST_CPU_MS = 1;

/** Runs in this process: what a trial costs, and how well many at once are used. */
export async function benchTrialRuns(): Promise<readonly Figure[]> {
  return [await cpuPerTrial(), await atOnce()];
}

/** A trial of one turn with its whole trace on disk, beside the same bytes written and synced by hand. */
async function cpuPerTrial(): Promise<Figure> {
  return await inScratch(async (dir) => {
    const file = writeHello(dir);
    const millis: number[] = [];
    const floor: number[] = [];
    for (let count = -1; count < ROUNDS; count += 1) {
      let runId = "";
      const seconds = await cpuSeconds(async () => void ({ runId } = await runHello(dir, file, { trials: TRIALS, parallel: 4 })));
      const traces = readTraces(dir, runId);
      const byHand = mkdtempSync(join(dir, "by-hand-"));
      const bare = await cpuSeconds(async () => await writeByHand(byHand, traces));
      if (count < 0) continue;
      millis.push((seconds * 1000) / TRIALS);
      floor.push((bare * 1000) / TRIALS);
    }
    const value = median(millis);
    const against = { name: "the same lines written and synced by hand", value: round(median(floor)) };
    return {
      name: "trial of one turn with three assertions, recorded in full",
      value: round(value),
      unit: "CPU-ms",
      against: { ...against, ratio: round(value / median(floor)) },
      target: `<= ${MOST_CPU_MS} CPU-ms`,
      holds: value <= MOST_CPU_MS,
      resolution: spread(millis, "CPU-ms"),
    };
  });
}

const WAITING_TRIALS = 200;
const WAIT_MS = 50;
const PARALLEL = 20;
const MOST_TIMES = 1.3;

/** A model that takes its time. */
const WAITING: ModelProvider = {
  async complete() {
    await new Promise((resolve) => void setTimeout(resolve, WAIT_MS));
    const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
    const said = { text: "hello", toolCalls: [], finish: "stop", rawFinish: null, usage, model: null, opaque: null } as const;
    return { kind: "reply", ...said, wire: null, failedTries: [], latencyMs: WAIT_MS };
  },
};

async function atOnce(): Promise<Figure> {
  return await inScratch(async (dir) => {
    const file = writeHello(dir);
    mkdirSync(join(dir, "by-hand"));
    const took: number[] = [];
    const bare: number[] = [];
    for (let count = 0; count < ROUNDS; count += 1) {
      took.push(
        await timed(
          async () => void (await runHello(dir, file, { trials: WAITING_TRIALS, parallel: PARALLEL, provider: WAITING })),
        ),
      );
      bare.push(await timed(waitOnly));
    }
    const [value, floor] = [median(took), median(bare)];
    return {
      name: `${WAITING_TRIALS} trials of ${WAIT_MS} ms, ${PARALLEL} at once, recorded in full`,
      value: round(value),
      unit: "ms",
      against: { name: "the same timers, and nothing else", value: round(floor), ratio: round(value / floor) },
      target: `<= ${MOST_TIMES} x of ideal (${(WAITING_TRIALS / PARALLEL) * WAIT_MS} ms)`,
      holds: value <= MOST_TIMES * (WAITING_TRIALS / PARALLEL) * WAIT_MS,
      resolution: spread(took, "ms"),
    };
  });
}

async function waitOnly(): Promise<void> {
  for (let round = 0; round < WAITING_TRIALS / PARALLEL; round += 1)
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => await new Promise((resolve) => void setTimeout(resolve, WAIT_MS))),
    );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
