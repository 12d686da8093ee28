import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHECKPOINT_FILES } from "../comfy-game.ts";
import type { FaultPlan } from "../comfyui/faults.ts";
import type { AcceptedPrompt, Execution } from "../comfyui/ledger.ts";
import type { FakeComfyOptions } from "../comfyui/options.ts";
import { type FakeProcess, startFakeProcess } from "../comfyui/start-fake-process.ts";

/** What a server did between its start and its end. */
export interface ServerLife {
  /** Oldest first. */
  readonly accepted: readonly AcceptedPrompt[];
  /** What ran to some end; what ran when it was killed is not among it. */
  readonly executions: readonly Execution[];
}

/** A fake ComfyUI server that starts again when it was killed: at the same port, with its files and nothing else. */
export interface MortalServer {
  readonly url: string;
  /** Of its life now. */
  pid(): number;
  /** Kills it as `kill -9` does. */
  kill(): void;
  /** Resolves when it serves. */
  ready(): Promise<void>;
  /** Oldest first; the last one goes on. */
  lives(): readonly ServerLife[];
  /** Resolves when it has accepted so many prompts in this life, or when the signal aborts. */
  accepts(count: number, signal: AbortSignal): Promise<void>;
  /** Ids of prompts that wait or run. */
  orphans(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Long enough that a kill meets a prompt in its midst, ms for each of three steps. */
const STEP_MS = 40;
/** A slow download pauses for as long as a kill may take to come. */
const PAUSE_MS = 60_000;

/** How a server goes wrong. */
export interface Mortality {
  /** In its first life. */
  readonly faults?: FaultPlan;
  /** How long it stays away when it was killed, ms. */
  readonly downMs?: number;
}

/** Starts one. */
export async function startMortalServer(dir: string, { faults = {}, downMs = 0 }: Mortality = {}): Promise<MortalServer> {
  let started = 0;
  let isStopped = false;
  const start = async (more: Omit<FakeComfyOptions, "clock">): Promise<FakeProcess> => {
    started += 1;
    const files = { dir, logFile: fileOf(dir, "ran", started), acceptedFile: fileOf(dir, "accepted", started) };
    const options = { checkpoints: CHECKPOINT_FILES, steps: 3, stepMs: STEP_MS, switches: { slowMs: PAUSE_MS } };
    return await startFakeProcess({ ...options, ...files, ...more });
  };
  const live = (life: Promise<FakeProcess>): void => {
    now = life;
    // Whoever waits for it hears of a start that failed.
    life.then(
      ({ ended }) => ended.then(revive),
      () => undefined,
    );
  };
  const revive = (): void => {
    if (!isStopped) live(sleep(downMs).then(async () => await start({ port: first.port })));
  };
  const first = await start({ faults });
  let now = Promise.resolve(first);
  let current = first;
  live(now);
  const ready = async (): Promise<void> => void (current = await now);
  return {
    url: first.url,
    pid: () => current.pid,
    kill: () => process.kill(current.pid, "SIGKILL"),
    ready,
    lives: () => Array.from({ length: started }, (_, index) => readLife(dir, index + 1)),
    async accepts(count, signal) {
      while (!signal.aborted && readLines(fileOf(dir, "accepted", started)).length < count) await sleep(3);
    },
    async orphans() {
      const queue = (await (await fetch(`${first.url}/queue`)).json()) as Record<string, readonly (readonly unknown[])[]>;
      return Object.values(queue).flatMap((items) => items.map((item) => String(item[1])));
    },
    async stop() {
      isStopped = true;
      await (await now).kill();
    },
  };
}

function fileOf(dir: string, what: "ran" | "accepted", life: number): string {
  return path.join(path.dirname(dir), `${path.basename(dir)}.${what}-${life}`);
}

function readLife(dir: string, life: number): ServerLife {
  return {
    accepted: readLines(fileOf(dir, "accepted", life)).map((line) => JSON.parse(line) as AcceptedPrompt),
    executions: readLines(fileOf(dir, "ran", life)).map((line) => JSON.parse(line) as Execution),
  };
}

/** Complete lines: a kill may cut the last one short. */
function readLines(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
}
