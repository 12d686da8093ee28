import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { machinePorts } from "../../src/engine/trials/machine-ports.ts";
import { runReeval } from "../../src/engine/trials/run-reeval.ts";
import { type Figure, median, round, spread } from "../figure.ts";
import { inScratch } from "../sample.ts";
import { runHello, writeHello } from "./hello.ts";

const TRACES = 200;
const ROUNDS = 7;
const MOST_S = 0.5;

/** Judges the traces of a run again, beside reading them as JSON by hand. */
export async function benchReeval(): Promise<Figure> {
  return await inScratch(async (dir) => {
    const { runId } = await runHello(dir, writeHello(dir), { trials: TRACES, parallel: 4 });
    const ports = machinePorts({ version: "bench", signal: new AbortController().signal });
    const request = { dir, cwd: dir, target: runId, scenario: null, allowPartial: false, strictScenario: false };
    const ours: number[] = [];
    const bare: number[] = [];
    for (let count = -1; count < ROUNDS; count += 1) {
      const own = await seconds(async () => void (await runReeval(request, ports)));
      const floor = await seconds(async () => await Promise.resolve(parseAll(join(dir, ".touchstone", "trials", runId))));
      if (count < 0) continue;
      ours.push(own);
      bare.push(floor);
    }
    const [value, floor] = [median(ours), median(bare)];
    return {
      name: `re-evaluation of ${TRACES} traces`,
      value: round(value),
      unit: "s",
      against: { name: "reading and parsing them by hand", value: round(floor), ratio: round(value / floor) },
      target: `<= ${MOST_S} s`,
      holds: value <= MOST_S,
      resolution: spread(ours, "s"),
    };
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

function parseAll(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".trace.jsonl")) continue;
    for (const line of readFileSync(join(folder, name), "utf8").trimEnd().split("\n")) JSON.parse(line);
  }
}
