import { readFileSync } from "node:fs";
import path from "node:path";
import { openStream } from "../../../src/core/canonical/random.ts";
import { type EnvCommand, type EnvFault, playEnvFault } from "./env-fault.ts";
import { countCalls, disturbAt } from "./strace.ts";
import { linkProject, runEnv } from "./run-env.ts";

/** Calls that change what is on the disk. A kill before a write leaves what one before the sync that follows leaves, or less. */
const CALLS = ["rename", "symlink", "unlink", "rmdir", "mkdir", "fsync", "ftruncate"];
const LANES = 2;
/** One thread for files: their calls then have one order, and one count. */
const ENV = { UV_THREADPOOL_SIZE: "1" };

interface Point {
  readonly call: string;
  readonly nth: number;
}

/**
 * Kills a command just before system calls of its own, each in a run of its own.
 *
 * @param sample  How many of the calls; all of them with `TOUCHSTONE_FAULT_CRASH_POINTS=all`.
 * @returns how often each outcome came about.
 */
export async function playEnvCrashPoints(
  fault: EnvFault,
  { sample, dir }: { readonly sample: number; readonly dir: string },
): Promise<{
  readonly points: number;
  readonly all: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
}> {
  const all = await listPoints(fault, dir);
  const points = process.env["TOUCHSTONE_FAULT_CRASH_POINTS"] === "all" ? all : pickSome(all, sample);
  const waiting = [...points];
  const outcomes = new Map<string, number>();
  const problems: string[] = [];
  const playNext = async (): Promise<void> => {
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
      const name = `${fault.name} before ${point.call} ${point.nth}`;
      const under = disturbAt({ ...point, isAlone: true }, "SIGKILL");
      const played = await playEnvFault(fault, path.join(dir, name), { under, env: ENV });
      outcomes.set(played.outcome, (outcomes.get(played.outcome) ?? 0) + 1);
      problems.push(...played.problems.map((problem) => `${name}: ${problem}`));
    }
  };
  await Promise.all(Array.from({ length: LANES }, playNext));
  return { points: points.length, all: all.length, outcomes, problems };
}

/** Every call of the thread that makes the most of its kind: strace counts in each thread by itself. */
async function listPoints({ name, template, words }: EnvCommand, dir: string): Promise<readonly Point[]> {
  const [project, record] = [path.join(dir, `${name} counted`), path.join(dir, `${name} calls`)];
  await linkProject(template, project);
  const { exitCode, output } = await runEnv(words, project, { under: countCalls(CALLS, record), env: ENV });
  if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${output}`);
  const counts = new Map<string, number>();
  for (const line of readFileSync(record, "utf8").split("\n")) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (call !== undefined) counts.set(`${call} ${thread}`, (counts.get(`${call} ${thread}`) ?? 0) + 1);
  }
  return CALLS.flatMap((call) => {
    const most = Math.max(0, ...[...counts].filter(([key]) => key.startsWith(`${call} `)).map(([, count]) => count));
    return Array.from({ length: most }, (_, index) => ({ call, nth: index + 1 }));
  });
}

/** Other ones each time, spread over all. */
function pickSome(all: readonly Point[], sample: number): readonly Point[] {
  const random = openStream(process.env["TOUCHSTONE_FAULT_SEED"] ?? Date.now(), "crash points");
  const step = all.length / sample;
  return Array.from(
    { length: sample },
    (_, index) => all[Math.floor(index * step + random.nextBelow(1000) * (step / 1000))],
  ).filter((point) => point !== undefined);
}
