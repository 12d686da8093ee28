import type { ChildProcess } from "node:child_process";
import { execa } from "execa";
import { ownGroup } from "./end-group.ts";
import { keepLast } from "./keep-last.ts";
import { openProgramLog, type ProgramLog } from "./program-log.ts";

/** How much of each stream is held in memory when the caller does not say. Guess: hundreds of screens of text. */
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
/** How long a program that was asked to end may take before it is killed, unless said. Guess: git and uv end within milliseconds. */
const GRACE_MS = 2_000;
/** How long the streams may stay open after the program is gone, e.g. because a grandchild in a session of its own holds them. */
const DRAIN_MS = 500;

/** A program to run. There is never a shell: `args` reach it as they are. */
export interface ProgramCall {
  /** A path, or a name that is looked up on the PATH of `variables`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment: nothing is inherited. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Ended after this many ms; 0 or absent: never. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** How long it may take to end when it is asked to, in ms; then it is killed. */
  readonly graceMs?: number;
  /** Called with its process number when it has started. */
  readonly onStart?: (pid: number) => void;
  /** Called with each complete line, without its end, and with the rest when the stream ends. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** Files that both streams are appended to as they come, capped. */
  readonly log?: ProgramLog | undefined;
  /** How many bytes of each stream `ProgramEnd` holds, the last ones. */
  readonly maxBytes?: number;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** E.g. `SIGKILL`; null where it exited by itself. */
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether a stream was longer than `maxBytes`, so that its beginning is missing here. */
  readonly isCut: boolean;
  readonly timedOut: boolean;
}

/**
 * Runs a program to its end. It gets a process group of its own, and nothing of that group outlives this call:
 * whatever is left when the program exits is killed, and at the time limit or an abort the whole group is asked to end,
 * then killed.
 *
 * @returns How it ended, whatever its exit code.
 * @throws Error with code `ENOENT` or `EACCES` where the program (or `cwd`) is not there or may not be run; the reason of
 *   `signal` where that ended it.
 */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  call.signal?.throwIfAborted();
  const log = await openProgramLog(call.log);
  try {
    return await run(call, log);
  } finally {
    await log.close();
  }
}

async function run(call: ProgramCall, log: Awaited<ReturnType<typeof openProgramLog>>): Promise<ProgramEnd> {
  const child = execa(call.program, [...call.args], {
    cwd: call.cwd,
    env: { ...call.variables },
    extendEnv: false,
    stdin: "ignore",
    buffer: false,
    reject: false,
    // A group of its own, so that its children can be ended with it; it also keeps a terminal's Ctrl-C for us to handle.
    detached: true,
    cleanup: false,
  });
  const read = (stream: "stdout" | "stderr") =>
    keepLast(child[stream], call.maxBytes ?? DEFAULT_MAX_BYTES, {
      onBytes: (bytes) => log.write(stream, bytes),
      onLine: call.onLine === undefined ? undefined : (line) => call.onLine?.(line, stream),
    });
  const kept = { stdout: read("stdout"), stderr: read("stderr") };
  if (child.pid !== undefined) call.onStart?.(child.pid);
  const watch = watchEnd(child.nodeChildProcess, call);
  const result = await child;
  watch.stop();
  if (result.failed && child.pid === undefined) {
    throw result.cause instanceof Error ? result.cause : result;
  }
  if (call.signal?.aborted === true) {
    throw call.signal.reason;
  }
  const [out, err] = [kept.stdout(), kept.stderr()];
  return {
    exitCode: result.exitCode ?? null,
    signal: result.signal ?? null,
    stdout: out.text,
    stderr: err.text,
    isCut: out.isCut || err.isCut,
    timedOut: watch.timedOut(),
  };
}

/** Ends the group of `child` at the time limit, at an abort, and when the child itself has exited. */
function watchEnd(child: ChildProcess, { timeoutMs = 0, graceMs = GRACE_MS, signal }: ProgramCall) {
  const group = child.pid === undefined ? undefined : ownGroup(child.pid);
  let hasTimedOut = false;
  let drain: NodeJS.Timeout | undefined;
  const end = (): void => group?.end(graceMs);
  const onTimeout = (): void => {
    hasTimedOut = true;
    end();
  };
  const timer = timeoutMs > 0 ? setTimeout(onTimeout, timeoutMs) : undefined;
  signal?.addEventListener("abort", end, { once: true });
  // Aborted while the log was opened.
  if (signal?.aborted === true) end();
  child.on("exit", () => {
    clearTimeout(timer);
    group?.leaderExited();
    drain = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, DRAIN_MS);
  });
  const stop = (): void => {
    clearTimeout(timer);
    clearTimeout(drain);
    signal?.removeEventListener("abort", end);
  };
  return { stop, timedOut: () => hasTimedOut };
}
