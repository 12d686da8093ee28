import { execFile } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { startTouchstone } from "../touchstone.ts";

/** How a process of the command line ended. */
export interface EnvEnded {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** From taking the lock to the end, ms; null where it never had it. */
  readonly heldMs: number | null;
}

/** How a command is started, and when it is killed. */
export interface EnvRun {
  /** When to kill it, ms after it took the lock; null: never. */
  readonly afterMs?: number | null;
  /** Words before the command line, e.g. `strace` with its options. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A copy that shares its files, but for those that are written in place: a hundredth of the time. */
export async function linkProject(template: string, to: string): Promise<void> {
  await promisify(execFile)("cp", ["-a", "--link", template, to]);
  const history = path.join(to, "env", "state", "history.jsonl");
  if (!existsSync(history)) return;
  rmSync(history);
  copyFileSync(path.join(template, "env", "state", "history.jsonl"), history);
}

/** Runs a command as a real process, and kills it so long after it took the lock. */
export async function runEnv(
  words: readonly string[],
  project: string,
  { afterMs = null, under = [], env = {} }: EnvRun,
): Promise<EnvEnded> {
  const child = startTouchstone([...words, "--json", "--quiet"], { cwd: project, env, under });
  const over = new AbortController();
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const struck = strike(project, over.signal, async () => {
    if (afterMs === null) return;
    await sleep(afterMs, undefined, { signal: over.signal }).catch(() => undefined);
    child.kill("SIGKILL");
  });
  const [exitCode, signal] = await ended;
  const endMs = performance.now();
  over.abort();
  const heldSinceMs = await struck;
  return { exitCode, signal, output: (await output).join("\n"), heldMs: heldSinceMs === null ? null : endMs - heldSinceMs };
}

/** Who takes the lock writes down that it has it. */
async function strike(project: string, over: AbortSignal, kill: () => Promise<void>): Promise<number | null> {
  const holder = path.join(project, "env", "holder.json");
  while (!over.aborted && !existsSync(holder)) await sleep(1);
  const heldSinceMs = performance.now();
  if (over.aborted) return null;
  await kill();
  return heldSinceMs;
}
