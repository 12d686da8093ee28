import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { writeComfyProject } from "../comfy-game.ts";
import { type Mortality, type MortalServer, type ServerLife, startMortalServer } from "./comfy-server.ts";
import { findBrokenPromises } from "./find-broken-promises.ts";
import { findRenderProblems } from "./find-render-problems.ts";
import { type Inspection, inspectProject } from "./inspect-project.ts";
import { readLedgers } from "./ledger.ts";
import { copyProject, createWorkshop } from "./sample-project.ts";
import { type RunTaskHooks, runTask } from "./run-task.ts";
import { type Ended, reportOf, runDriver } from "./start-driver.ts";
import type { DriverTask, KillStep, Point } from "./task.ts";

export const VICTIMS = ["touchstone", "server", "both"] as const;
export type Victim = (typeof VICTIMS)[number];

/** Who is killed during one `make`, and when: at the nth time of a step, at the nth prompt that the server accepts, or so late. */
export interface ComfyKill {
  readonly victim: Victim;
  readonly when: { readonly step: KillStep; readonly nth: number } | { readonly accepted: number } | { readonly afterMs: number };
}

/** How a round went. */
export interface ComfyDisturbed {
  /** The runs that were to be disturbed. */
  readonly runs: readonly Run[];
  readonly lives: readonly ServerLife[];
  readonly problems: readonly string[];
}

/** A project whose images a ComfyUI server makes, and what kills do to its `make`. */
export interface ComfyFault {
  readonly dir: string;
  /** Of an undisturbed run, ms. */
  readonly durationMs: number;
  readonly images: number;
  readonly remove: () => void;
  /** Copies the project, disturbs one `make` per kill, makes again, and judges project and server. Where the
   * server stays away for a while, Touchstone does not wait for it to start again. */
  disturb(name: string, kills: readonly ComfyKill[], mortality?: Mortality): Promise<ComfyDisturbed>;
}

/** Takes, and a change of checkpoint in between. */
const SPECS = { acorn: {}, beech: { variants: 2 }, cedar: { checkpoint: "birch" } } as const;
const IMAGES = 4;
/** Four deaths of the owner, or failures for which the server is to blame, are to be survived. */
const POLICIES = { retry: { maxAttempts: 6, baseDelayMs: 100, maxDelayMs: 200 } };
/** Patient enough for a busy machine: what is given up there is no fault of the product. */
const TIMING = {
  patience: { awayMs: 15_000, idleMs: 8_000, stuckMs: 8_000 },
  pace: { firstMs: 10, mostMs: 60 },
  answerMs: 3_000,
};

/** Writes the project, and sees what an undisturbed run makes of it. */
export async function createComfyFault(name: string): Promise<ComfyFault> {
  const { dir, remove } = createWorkshop(name);
  const template = writeComfyProject(path.join(dir, "template"), { specs: SPECS, policies: POLICIES });
  const ready = { verb: "spec.ready", input: { specs: [], all: true }, ledgerFile: path.join(dir, "ready") } as const;
  reportOf(await runDriver({ ...ready, projectDir: template }));
  const before = await inspectProject(template);
  const play = async (round: string, kills: readonly ComfyKill[], mortality?: Mortality) => {
    const projectDir = copyProject(template, path.join(dir, round));
    const server = await startMortalServer(path.join(dir, `${round}-server`), mortality);
    try {
      writeBackends(projectDir, server.url);
      const isWaiting = mortality?.downMs === undefined;
      return await playRuns({ projectDir, server, dir: path.join(dir, round), isWaiting }, kills);
    } finally {
      await server.stop();
    }
  };
  const undisturbed = await play("undisturbed", []);
  return {
    dir,
    durationMs: undisturbed.lastMs,
    images: IMAGES,
    remove,
    async disturb(round, kills, mortality) {
      const { runs, found, ledger, lives, orphans } = await play(round, kills, mortality);
      const promises = { undisturbed: undisturbed.found, headBefore: before.events.length, ledger };
      const problems = [
        ...runs.flatMap(({ left }) => left?.problems ?? []).map((problem) => `before recovery: ${problem}`),
        ...findBrokenPromises(found, promises),
        ...findRenderProblems(found, lives),
        ...orphans.map((id) => `${id} is left on the server`),
      ];
      return { runs, lives, problems };
    },
  };
}

function writeBackends(projectDir: string, url: string): void {
  const folder = path.join(projectDir, ".touchstone");
  mkdirSync(folder, { recursive: true });
  const file = { format: "touchstone.backends/1", backends: [{ id: "mortal", url }] };
  writeFileSync(path.join(folder, "backends.yaml"), stringify(file));
}

interface Round {
  readonly projectDir: string;
  readonly server: MortalServer;
  /** Prefix of the ledgers' names. */
  readonly dir: string;
  /** Whether Touchstone starts again only when the server is back. */
  readonly isWaiting: boolean;
}

/** How one `make` ended, and what it left. */
interface Run {
  /** Null for one that ran in this process, since nothing was to kill it. */
  readonly ended: Ended | null;
  readonly left: Inspection | null;
  readonly lives: readonly ServerLife[];
}

/** One `make` per kill, and one that nothing disturbs. */
async function playRuns({ projectDir, server, dir, isWaiting }: Round, kills: readonly ComfyKill[]) {
  const input = { specs: Object.keys(SPECS) };
  const taskOf = (run: number): DriverTask => ({ projectDir, verb: "make", input, timing: TIMING, ledgerFile: `${dir}.${run}` });
  const runs: Run[] = [];
  for (const kill of kills) {
    const ended = await runKilled(taskOf(runs.length), server, kill);
    const lives = server.lives();
    runs.push({ ended, left: ended?.signal === "SIGKILL" ? await inspectProject(projectDir) : null, lives });
    if (isWaiting) await server.ready();
  }
  const beganMs = performance.now();
  await runHere(taskOf(runs.length));
  const lastMs = performance.now() - beganMs;
  await server.ready();
  const ledger = readLedgers([...runs.keys(), runs.length].map((run) => `${dir}.${run}`));
  const found = await inspectProject(projectDir);
  return { runs, lastMs, found, ledger, lives: server.lives(), orphans: await server.orphans() };
}

async function runHere(task: DriverTask, hooks: RunTaskHooks = {}): Promise<null> {
  const { code, message } = await runTask(task, hooks);
  if (code !== null) throw new Error(`make ended with ${code}: ${message}`);
  return null;
}

/** Runs one `make` and kills at the given moment; a kill that comes too late is none. */
async function runKilled(task: DriverTask, server: MortalServer, { victim, when }: ComfyKill): Promise<Ended | null> {
  if ("step" in when) {
    const pids = { touchstone: [0], server: [server.pid()], both: [server.pid(), 0] }[victim];
    const killing = { ...task, killAt: { ...when, pids } };
    return victim === "server" ? await runHere(killing) : await runDriver(killing);
  }
  const over = new AbortController();
  const strike = async (kill?: () => void): Promise<void> => {
    if ("accepted" in when) await server.accepts(when.accepted, over.signal);
    else await sleep(when.afterMs, undefined, { signal: over.signal }).catch(() => undefined);
    if (over.signal.aborted) return;
    if (victim !== "touchstone") server.kill();
    kill?.();
  };
  // A server that is gone before it was ever seen is given up at once, and that is right.
  const from: Point = victim === "server" ? "seen" : "opened";
  const onPoint = (point: Point, kill?: () => void): void => {
    if (point === from) void strike(kill);
  };
  const run = victim === "server" ? runHere(task, { onPoint }) : runDriver(task, { onPoint });
  return await run.finally(() => over.abort());
}
