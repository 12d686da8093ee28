import { readFile } from "node:fs/promises";
import { signalGroup } from "./end-group.ts";
import { runProgram } from "./run-program.ts";

/** One process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started: ticks since the machine did on Linux, the date as `ps` writes it elsewhere. Only ever compared. */
  readonly startTicks: string;
}

/** Where `ps` lies; a name that is looked up could be anybody's. */
const PS = "/bin/ps";
/** Ticks in one second, of all Linux systems that Node runs on. */
const TICK_MS = 10;

/**
 * Who has a process number now. On Linux `/proc` says it. Elsewhere `ps` does, to the second; where there is none (Windows),
 * nobody is known, and so no process is ever ended that was not started by whoever asks.
 *
 * @returns null where there is no such process, or only its remains that its parent has not looked at (a zombie).
 */
export async function identify(pid: number, platform: NodeJS.Platform = process.platform): Promise<ProcessIdentity | null> {
  if (platform !== "linux") return await askPs(pid);
  const stat = await readStat(pid);
  return stat === null ? null : { pid, startTicks: stat.startTicks };
}

/** Whether a process is still the one that it was. */
export async function isSame(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.startTicks === identity.startTicks;
}

/** Processor time that a process has used, in ms; null where the system does not tell. */
export async function readCpuMs(pid: number): Promise<number | null> {
  return process.platform === "linux" ? ((await readStat(pid))?.cpuMs ?? null) : null;
}

/**
 * Ends a process if it is still the one that it was, with all of the group that it leads.
 *
 * @returns False where it is gone already.
 */
export async function signalIfSame(identity: ProcessIdentity, signal: NodeJS.Signals): Promise<boolean> {
  if (!(await isSame(identity))) return false;
  return signalGroup(identity.pid, signal) || signalOne(identity.pid, signal);
}

function signalOne(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // It ended in this instant, or is another user's.
    return false;
  }
}

/** The third, 14th, 15th and 22nd fields; the second is the program's name in parentheses, which may hold anything. Source: proc(5). */
async function readStat(pid: number): Promise<{ startTicks: string; cpuMs: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === undefined || startTicks === undefined || "ZXx".includes(state)) return null;
  return { startTicks, cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}

async function askPs(pid: number): Promise<ProcessIdentity | null> {
  const call = { program: PS, args: ["-o", "stat=,lstart=", "-p", String(pid)], cwd: "/", variables: { LC_ALL: "C" } };
  const end = await runProgram(call).catch(() => null);
  const [, state = "Z", started = ""] = /^(\S+)\s+(.+)$/.exec(end?.exitCode === 0 ? end.stdout.trim() : "") ?? [];
  return started === "" || state.startsWith("Z") ? null : { pid, startTicks: started };
}
