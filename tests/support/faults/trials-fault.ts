import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunReport } from "../../../src/core/trials/verdict/scenario-report.ts";
import { startTouchstone } from "../touchstone.ts";
import { findTrialProblems } from "./find-trial-problems.ts";
import { createWorkshop } from "./sample-project.ts";

/** A folder of scenarios, and what kills do to running them. */
export interface TrialsFault {
  readonly dir: string;
  /** From the moment that a run's folder is there to the end of an undisturbed run, ms: the median of the last few. */
  sinceBegunMs(): number;
  readonly remove: () => void;
  /** Runs the scenarios, kills the process, and where more moments are given goes on with the run; null: to its end. */
  disturb(
    name: string,
    moments: readonly [number, ...(number | null)[]],
  ): Promise<{ readonly kills: number; readonly problems: readonly string[] }>;
}

const TRIALS = 120;
/** Two turns and a tool call: a trace of a dozen lines. */
const SCENARIO = `
adapter: scripted
systemPrompt: You keep the chandlery of a harbour.
prompt: Two measures of oil, please.
tools:
  - name: sell
    parameters: { type: object, properties: { count: { type: integer } } }
    mock: { value: { sold: true } }
assertions:
  - { type: tool_called, tool: sell, required: true }
  - { type: output_contains, value: pence }
script:
  - toolCalls: [{ name: sell, arguments: { count: 2 } }]
    latencyMs: 40
  - when: { tool: sell }
    text: Eight pence.
    latencyMs: 20
`;

/** Writes the scenarios, and sees how long an undisturbed run takes. */
export async function createTrialsFault(name: string): Promise<TrialsFault> {
  const { dir, remove } = createWorkshop(name);
  const durations: number[] = [];
  const play = async (game: string, afterMs: number | null): Promise<EndedRun> => {
    const ended = await runKilled(game, ["scenarios", "-n", String(TRIALS), "-j", "4"], afterMs);
    if (ended.exitCode === 0 && ended.sinceBegunMs !== null) durations.push(ended.sinceBegunMs);
    return ended;
  };
  // Two at a time, as rounds are played; the first ones fill the compile cache.
  for (const pair of ["first", "second"]) {
    const ended = await Promise.all(["a", "b"].map(async (lane) => await play(makeGame(dir, `${pair}-${lane}`), null)));
    const problems = ended.flatMap(findWrongEnd);
    if (problems.length > 0) throw new Error(problems.join("\n"));
  }
  return {
    dir,
    sinceBegunMs: () => durations.slice(-MEASURED_RUNS).toSorted((a, b) => a - b)[MEASURED_RUNS / 2] ?? 0,
    remove,
    disturb: async (round, moments) => await playRound(makeGame(dir, round), play, moments),
  };
}

/** Undisturbed runs that the duration is measured over: other work on the machine comes and goes. */
const MEASURED_RUNS = 2;

function makeGame(dir: string, round: string): string {
  const game = path.join(dir, round);
  writeScenario(game);
  return game;
}

/** Makes a folder with one scenario in `scenarios/`; all of its trials pass. */
export function writeScenario(game: string): void {
  mkdirSync(path.join(game, "scenarios"), { recursive: true });
  writeFileSync(path.join(game, "scenarios", "chandler.scenario.yaml"), SCENARIO);
}

async function playRound(
  game: string,
  play: (game: string, afterMs: number) => Promise<EndedRun>,
  [first, ...more]: readonly [number, ...(number | null)[]],
) {
  const problems: string[] = [];
  let kills = 0;
  let ended = await play(game, first);
  for (const moment of more) {
    if (ended.signal === "SIGKILL") kills += 1;
    problems.push(...(await findTrialProblems(game)));
    const runId = runsIn(game).at(-1);
    if (runId === undefined || ended.exitCode === 0) break;
    ended = await runKilled(game, ["--resume", runId], moment);
  }
  if (ended.signal === "SIGKILL") kills += 1;
  else problems.push(...findWrongEnd(ended));
  problems.push(...(await findTrialProblems(game)));
  return { kills, problems };
}

function findWrongEnd({ exitCode, stdout, stderr }: EndedRun): readonly string[] {
  const passed = exitCode === 0 ? (JSON.parse(stdout) as RunReport).scenarios[0]?.passed : null;
  if (passed === TRIALS) return [];
  return [`it ended with ${exitCode}, and ${passed} of ${TRIALS} trials passed: ${stdout.slice(0, 500)}${stderr.slice(0, 500)}`];
}

/** Ids of the runs whose folder is there with a `run.json`. */
export function runsIn(game: string): readonly string[] {
  const trials = path.join(game, ".touchstone", "trials");
  const names = existsSync(trials) ? readdirSync(trials) : [];
  return names.filter((name) => existsSync(path.join(trials, name, "run.json"))).toSorted();
}

interface EndedRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly sinceBegunMs: number | null;
}

/** @param afterMs  When to kill it, from the moment that it writes the run; null: never. */
async function runKilled(game: string, words: readonly string[], afterMs: number | null): Promise<EndedRun> {
  const child = startTouchstone(["trial", "run", ...words, "--json", "--quiet"], { cwd: game });
  const over = new AbortController();
  const output = [text(child.stdout), text(child.stderr)] as const;
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const strike = async (): Promise<number | null> => {
    while (!over.signal.aborted && !isWritten(game, words)) await sleep(2);
    const begunMs = performance.now();
    if (over.signal.aborted) return null;
    if (afterMs !== null) {
      await sleep(afterMs, undefined, { signal: over.signal }).catch(() => undefined);
      child.kill("SIGKILL");
    }
    return begunMs;
  };
  const struck = strike();
  const [exitCode, signal] = await ended;
  const endMs = performance.now();
  over.abort();
  const begunMs = await struck;
  const [stdout, stderr] = await Promise.all(output);
  return { exitCode, signal, stdout, stderr, sinceBegunMs: begunMs === null ? null : endMs - begunMs };
}

/** Whether the process has begun to write: a new run's folder is there, or one that goes on is no longer recorded as it was. */
function isWritten(game: string, words: readonly string[]): boolean {
  const trials = path.join(game, ".touchstone", "trials");
  if (words[0] !== "--resume") return existsSync(trials);
  return readFileSync(path.join(trials, words[1] ?? "", "manifest.jsonl"), "utf8").includes("running");
}
