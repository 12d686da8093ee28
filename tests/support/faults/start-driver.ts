import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type DriverReport, type DriverTask, type Point, POINTS } from "./task.ts";

/** A driver that has ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From each point to the end of the process; null when it did not get so far. */
  readonly sinceMs: Readonly<Record<Point, number | null>>;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to start a driver, and when to kill it. */
export interface DriverOptions {
  /** Program and arguments that the driver's own command line is put behind, e.g. `strace` with its options. */
  readonly under?: (projectDir: string) => readonly string[];
  /** When to kill it: so many ms after a point. */
  readonly kill?: { readonly afterMs: number; readonly from: Point };
  readonly env?: Readonly<Record<string, string>>;
  /** Told when it gets to a point, with what kills it; a kill that comes too late is none. */
  readonly onPoint?: (point: Point, kill: () => void) => void;
}

const DRIVER = path.join(import.meta.dirname, "driver.ts");
/** As in `bin/touchstone.js`: without it, starting costs a second. */
const COMPILE_CACHE = path.join(import.meta.dirname, "..", "..", "..", "node_modules", ".cache", "touchstone");

/** Runs a driver to its end, whatever end that is. */
export async function runDriver(task: DriverTask, { under, kill, env, onPoint }: DriverOptions = {}): Promise<Ended> {
  const words = [...(under?.(task.projectDir) ?? []), process.execPath, DRIVER, JSON.stringify(task)];
  const child = spawn(words[0]!, words.slice(1), {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = [text(child.stdout), text(child.stderr)] as const;
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const isOver = new AbortController();
  const reachedMs: Record<Point, number | null> = { begin: null, opened: null, seen: null };
  watchPoints(child.stdout, (point) => {
    reachedMs[point] = performance.now();
    onPoint?.(point, () => void child.kill("SIGKILL"));
    // A kill that comes too late is none.
    if (kill?.from === point)
      void sleep(kill.afterMs, undefined, { signal: isOver.signal }).then(() => child.kill("SIGKILL"), isNothing);
  });
  const [exitCode, signal] = await ended;
  const endMs = performance.now();
  isOver.abort();
  const since = (point: Point): number | null => (reachedMs[point] === null ? null : endMs - reachedMs[point]);
  const [stdout, stderr] = await Promise.all(output);
  return { exitCode, signal, sinceMs: { begin: since("begin"), opened: since("opened"), seen: since("seen") }, stdout, stderr };
}

function isNothing(): void {
  return;
}

function watchPoints(stdout: NodeJS.ReadableStream, reached: (point: Point) => void): void {
  let seen = "";
  stdout.on("data", (chunk: Buffer) => {
    const before = linesOf(seen);
    seen += chunk.toString();
    for (const point of POINTS) if (!before.includes(point) && linesOf(seen).includes(point)) reached(point);
  });
}

/** Complete lines. */
function linesOf(output: string): readonly string[] {
  return output.split("\n").slice(0, -1);
}

/** What a driver said at its end. Throws with its output when it ended in any other way. */
export function reportOf(ended: Ended): DriverReport {
  const last = ended.stdout.trimEnd().split("\n").at(-1) ?? "";
  if (ended.exitCode === 0 && last.startsWith("{")) return JSON.parse(last) as DriverReport;
  throw new Error(`the driver ended with ${ended.exitCode ?? ended.signal}: ${ended.stdout}\n${ended.stderr}`);
}
