import { spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { identify, type ProcessIdentity } from "./process-identity.ts";

/** A program that is to run on by itself. */
export interface ProgramStart {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment: nothing is inherited. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the file that it writes to itself, so that it does not depend on anybody who reads. */
  readonly log: string;
}

/** How a program ended. */
export interface ProgramExit {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface StartedProgram {
  readonly identity: ProcessIdentity;
  /** Resolves when it has ended, as long as this process lives. */
  readonly exited: Promise<ProgramExit>;
  /** Lets this process end before it. */
  letGo(): void;
}

/**
 * Starts a program in a session of its own, which goes on when this process ends, and writes both of its streams to a file.
 *
 * @throws Error with code `ENOENT` or `EACCES` where it cannot be started; one that ends at once is started nevertheless.
 */
export async function startProgram(start: ProgramStart): Promise<StartedProgram> {
  await mkdir(dirname(start.log), { recursive: true });
  const log = await open(start.log, "a", 0o600);
  try {
    const child = spawn(start.program, start.args, {
      cwd: start.cwd,
      env: { ...start.variables },
      stdio: ["ignore", log.fd, log.fd],
      detached: true,
    });
    const exited = new Promise<ProgramExit>((resolve) => {
      child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    const pid = child.pid ?? 0;
    const identity = (await identify(pid)) ?? { pid, startTicks: "" };
    return { identity, exited, letGo: () => child.unref() };
  } finally {
    await log.close();
  }
}
