import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { openStore } from "../src/store/store.ts";
import { type Figure, median, round, spread } from "./figure.ts";
import { inScratch } from "./sample.ts";
import { queuedJob } from "./synthetic-events.ts";

const ROUNDS = 7;
const SINGLES = 1200;
/** Not counted: a store that has just opened runs cold code. */
const WARM_UP = 300;
const BATCHES = 60;
const BATCH = 100;

/** Durable appends (chain, idempotency, projections) against the same rows inserted by hand, interleaved. */
export async function benchAppend(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const empty = await openStore({ dir: join(dir, "empty"), projectId: "bench", access: "owner" });
    await empty.close();
    const singles: Pair[] = [];
    const batches: Pair[] = [];
    for (let count = 0; count < ROUNDS; count++) {
      const roundDir = join(dir, `round-${count}`);
      const own = await openStore({ dir: roundDir, projectId: "bench", access: "owner" });
      let next = 0;
      const storeSingleMs: number[] = [];
      for (let single = 0; single < WARM_UP + SINGLES; single++) {
        storeSingleMs.push(await timeAsync(1, async () => void (await own.append({ events: [queuedJob(next++)] }))));
      }
      const storeBatchMs = await timeAsync(BATCHES, async () => {
        await own.append({ events: Array.from({ length: BATCH }, () => queuedJob(next++)) });
      });
      await own.close();
      const byHand = handMade(join(dir, "empty", "store.db"), join(dir, `hand-${count}.db`));
      singles.push({ ours: median(storeSingleMs.slice(WARM_UP)), floor: median(byHand.singleMs.slice(WARM_UP)) });
      batches.push({ ours: (BATCHES * BATCH * 1000) / storeBatchMs, floor: (BATCHES * BATCH * 1000) / byHand.batchMs });
    }
    return [singleFigure(singles), batchFigure(batches)];
  });
}

interface Pair {
  readonly ours: number;
  readonly floor: number;
}

function singleFigure(pairs: readonly Pair[]): Figure {
  const ratio = median(pairs.map((pair) => pair.ours / pair.floor));
  const value = median(pairs.map((pair) => pair.ours));
  const against = {
    name: "same rows and indexes by hand in node:sqlite, synchronous=FULL, same thread",
    value: round(median(pairs.map((pair) => pair.floor))),
    ratio: round(ratio),
  };
  return {
    name: "durable single append, warm, median",
    value: round(value),
    unit: "ms",
    against,
    target: "<= 1.5 x",
    holds: ratio <= 1.5,
    resolution: spread(
      pairs.map((pair) => pair.ours / pair.floor),
      "x",
    ),
  };
}

function batchFigure(pairs: readonly Pair[]): Figure {
  const value = median(pairs.map((pair) => pair.ours));
  const floor = median(pairs.map((pair) => pair.floor));
  const against = {
    name: "same rows by hand, 100 per transaction, without hashing or checks",
    value: round(floor),
    ratio: round(floor / value),
  };
  return {
    name: "appends in batches of 100",
    value: round(value),
    unit: "events/s",
    against,
    target: ">= 15,000",
    holds: value >= 15_000,
    resolution: spread(
      pairs.map((pair) => pair.ours),
      "events/s",
    ),
  };
}

async function timeAsync(times: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  for (let count = 0; count < times; count++) await work();
  return performance.now() - begun;
}

/** The floor: one event row and one job row per event, the same schema and pragmas, nothing else. */
function handMade(schemaFile: string, file: string): { singleMs: readonly number[]; batchMs: number } {
  copyFileSync(schemaFile, file);
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  const insertEvent = db.prepare(`INSERT INTO event VALUES (${places(EVENT_COLUMNS)})`);
  const insertJob = db.prepare(`INSERT INTO job VALUES (${places(JOB_COLUMNS)})`);
  let seq = 0;
  const inTransaction = (rows: number): void => {
    db.exec("BEGIN IMMEDIATE");
    for (let row = 0; row < rows; row++) {
      seq += 1;
      const { payload, ...envelope } = queuedJob(seq);
      const { id, ...about } = envelope;
      insertEvent.run(seq, id, "bench", ...Object.values(about), JSON.stringify(payload), HASH, HASH);
      const facts = Object.values(payload) as readonly SQLInputValue[];
      insertJob.run(seq, id, ...facts, ...Array.from({ length: JOB_COLUMNS - 2 - facts.length }, () => seq));
    }
    db.exec("COMMIT");
  };
  const singleMs = Array.from({ length: WARM_UP + SINGLES }, () => timeSync(1, () => inTransaction(1)));
  const batchMs = timeSync(BATCHES, () => inTransaction(BATCH));
  db.close();
  return { singleMs, batchMs };
}

const EVENT_COLUMNS = 14;
const JOB_COLUMNS = 29;
const HASH = `sha256:${"cd".repeat(32)}`;

function places(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}

function timeSync(times: number, work: () => void): number {
  const begun = performance.now();
  for (let count = 0; count < times; count++) work();
  return performance.now() - begun;
}
