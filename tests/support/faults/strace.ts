import { spawnSync } from "node:child_process";

/** Whether this machine can run a program under strace. */
export function hasStrace(): boolean {
  return spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0;
}

/** Words that leave programs alone that the command line starts: only its own calls count. */
const WITHOUT_PROGRAMS = ["-b", "execve"];

/** A system call of one kind, counted in each thread by itself: that is how strace counts. */
export interface CrashPoint {
  readonly call: string;
  /** From 1. */
  readonly nth: number;
  /** Only calls about these files count. */
  readonly paths?: readonly string[];
  /** Whether calls of programs that the process starts are left out. */
  readonly isAlone?: boolean;
}

/** Words before a command line that disturb it at a system call: its process is killed just before, or the call fails. */
export function disturbAt({ call, nth, paths = [], isAlone = false }: CrashPoint, how: "SIGKILL" | "EIO"): readonly string[] {
  const injected = how === "SIGKILL" ? `signal=${how}` : `error=${how}`;
  const only = isAlone ? WITHOUT_PROGRAMS : [];
  return [...straceOf([call], paths), ...only, "-o", "/dev/null", "-e", `inject=${call}:${injected}:when=${nth}`];
}

/** Words before a command line that write down its system calls, each with the path behind its file descriptor. */
export function recordCalls(calls: readonly string[], file: string): readonly string[] {
  return [...straceOf(calls, []), "-y", "-s", "4096", "-o", file];
}

/** Words before a command line that write down how often its own threads make system calls, one call a line after the thread's id. */
export function countCalls(calls: readonly string[], file: string): readonly string[] {
  return [...straceOf(calls, []), ...WITHOUT_PROGRAMS, "-o", file];
}

function straceOf(calls: readonly string[], paths: readonly string[]): readonly string[] {
  return ["strace", "-f", "-qq", "-e", `trace=${calls.join()}`, ...paths.flatMap((path) => ["-P", path])];
}
