import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";

const ROOT = path.dirname(path.dirname(import.meta.dirname));
export const LAUNCHER = path.join(ROOT, "bin", "touchstone.js");

/** What a process of the command line left behind. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly durationMs: number;
}

export interface RunOptions {
  /** The working folder; most commands find the project from there. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Words before the command line, e.g. `strace` with its options. */
  readonly under?: readonly string[];
}

/** Starts the command line as a real process. */
export function startTouchstone(args: readonly string[], { cwd, env, under = [] }: RunOptions = {}) {
  const [program = "", ...words] = [...under, process.execPath, LAUNCHER, ...args];
  return spawn(program, words, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the command line as a real process, to its end. */
export async function touchstone(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const begunMs = performance.now();
  const child = startTouchstone(args, options);
  const [stdout, stderr, ended] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, stderr, exitCode: ended[0] as number | null, durationMs: performance.now() - begunMs };
}

/** Runs a command with `--json` and parses what it says; fails on any other exit code than the one expected. */
export async function touchstoneJson<T>(args: readonly string[], options: RunOptions & { exitCode?: number } = {}): Promise<T> {
  const ran = await touchstone([...args, "--json"], options);
  if (ran.exitCode !== (options.exitCode ?? 0)) {
    throw new Error(`touchstone ${args.join(" ")} ended with ${ran.exitCode}: ${ran.stdout}${ran.stderr}`);
  }
  return JSON.parse(ran.stdout) as T;
}

/** What `--json` prints about a failure. */
export interface FailureJson {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
    readonly problems: readonly FailureJson["error"][];
  };
}
