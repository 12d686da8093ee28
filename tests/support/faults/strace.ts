import { spawnSync } from "node:child_process";

/** Whether this machine can run a program under strace. */
export function hasStrace(): boolean {
  return spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0;
}

/** A system call of one kind, counted in each thread by itself: that is how strace counts. */
export interface CrashPoint {
  readonly call: string;
  /** From 1. */
  readonly nth: number;
  /** Only calls about these files count. */
  readonly paths?: readonly string[];
}

/** Words before a command line that disturb it at a system call: its process is killed just before, or the call fails. */
export function disturbAt({ call, nth, paths = [] }: CrashPoint, how: "SIGKILL" | "EIO"): readonly string[] {
  const injected = how === "SIGKILL" ? `signal=${how}` : `error=${how}`;
  return [...straceOf([call], paths), "-o", "/dev/null", "-e", `inject=${call}:${injected}:when=${nth}`];
}

/** Words before a command line that write down its system calls, each with the path behind its file descriptor. */
export function recordCalls(calls: readonly string[], file: string): readonly string[] {
  return [...straceOf(calls, []), "-y", "-s", "4096", "-o", file];
}

function straceOf(calls: readonly string[], paths: readonly string[]): readonly string[] {
  return ["strace", "-f", "-qq", "-e", `trace=${calls.join()}`, ...paths.flatMap((path) => ["-P", path])];
}
