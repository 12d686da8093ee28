import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NamedFile } from "../../src/core/authored/named-file.ts";
import { writePlaytestTrace } from "../../src/core/playtest/record/write-playtest-trace.ts";
import { checkGoldens } from "../../src/engine/golden/check-goldens.ts";
import { type GoldenPlace, placeGoldens } from "../../src/engine/golden/golden-place.ts";
import { planGoldens } from "../../src/engine/golden/plan-goldens.ts";
import { playPlanned } from "../../src/engine/golden/play-planned.ts";
import { cpuSeconds, type Figure, median, round, spread } from "../figure.ts";
import { inScratch } from "../sample.ts";
import { ordinaryScene } from "./ordinary-scene.ts";

const SUITES = 10;
const CELLS = 1_000;
const GOLDENS = SUITES * CELLS;
const STEPS = 50;
const ROUNDS = 3;
const MOST_SECONDS = 30;
const VERSION = "bench";

/** Checks 10,000 goldens of 50 steps, all unchanged, as `golden check` does, in one thread. */
export async function benchGoldenChecks(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    const place = { ...placeGoldens(dir, null), suites: writeSuites(dir), isWhole: true };
    const files = await recordAll(place);
    const seconds: number[] = [];
    const floor: number[] = [];
    for (let count = 0; count < ROUNDS; count += 1) {
      seconds.push(await cpuSeconds(async () => await checkAll(place)));
      floor.push(await cpuSeconds(() => void hashAll(files)));
    }
    return [figure(seconds, floor)];
  });
}

/** One scene, and suites that play it with as many seeds. */
function writeSuites(dir: string): NamedFile[] {
  writeFileSync(join(dir, "ordinary.json"), JSON.stringify(ordinaryScene()));
  return Array.from({ length: SUITES }, (_, suite) => {
    const cells = Array.from({ length: CELLS }, (_, cell) => [
      `case-${suite}-${cell}`,
      { scene: "ordinary.json", seed: cell, maxSteps: STEPS },
    ]);
    const file = { path: join(dir, `suite-${suite}.json`), name: `suite-${suite}.json` };
    writeFileSync(file.path, JSON.stringify({ format: "touchstone.suite/1", plan: { default: Object.fromEntries(cells) } }));
    return file;
  });
}

/** Writes what each play comes to where its golden belongs. @returns the files. */
async function recordAll(place: GoldenPlace): Promise<string[]> {
  const planned = await planGoldens(place);
  return planned.map((one) => {
    const path = join(place.goldenDir, one.facts.golden);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, writePlaytestTrace(playPlanned(one, VERSION).playtest.trace));
    return path;
  });
}

async function checkAll(place: GoldenPlace): Promise<void> {
  const report = await checkGoldens({ ...place, writesPending: false, touchstone: VERSION }, () => {});
  if (report.unchanged !== GOLDENS || !report.ok) throw new TypeError("a golden of this very run is not unchanged");
}

function hashAll(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function figure(seconds: readonly number[], floor: readonly number[]): Figure {
  const value = median(seconds);
  return {
    name: `check ${GOLDENS.toLocaleString("en")} goldens of ${STEPS} steps, one thread`,
    value: round(value),
    unit: "CPU-s",
    against: { name: "reading and hashing their files", value: round(median(floor)), ratio: round(value / median(floor)) },
    target: `<= ${MOST_SECONDS} s`,
    holds: value <= MOST_SECONDS,
    resolution: spread(seconds, "CPU-s"),
  };
}
