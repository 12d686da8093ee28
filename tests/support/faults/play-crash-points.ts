import { type DriverOptions, type Ended, reportOf } from "./start-driver.ts";
import { disturbAt } from "./strace.ts";
import type { DriverTask } from "./task.ts";

/** A kind of system call, on some files, whose every occurrence is a moment to be killed at. */
export interface Series {
  readonly call: string;
  /** Only calls about the store's database and its log; without it, the calls of the thread that writes all other files. */
  readonly inStore?: true;
  /** Every so many of the occurrences are played, or none, unless all points are asked for. */
  readonly stride: number | null;
}

const STORE_FILES = ["store.db", "store.db-wal", "store.db-shm", "store.db-journal"];

/** More than any other thread makes of one kind of call: with this lead, the counts above it are of one thread alone. */
const HEAD_START = 16;
const LANES = 2;

type Disturb = (
  name: string,
  options: DriverOptions & { task: Partial<DriverTask> },
) => Promise<{ ended: Ended; outcome: string; problems: readonly string[] }>;

/**
 * Disturbs a command at the first, second, third… occurrence of a system call, until a run ends untouched: then every
 * occurrence has been met.
 *
 * @param how  `SIGKILL`: the process is killed just before the call. `EIO`: the disk fails the call.
 * @returns how many runs were disturbed, and the problems of each.
 */
export async function playCrashPoints(
  series: Series,
  how: "SIGKILL" | "EIO",
  disturb: Disturb,
): Promise<{ hits: number; problems: readonly string[] }> {
  const stride = process.env["TOUCHSTONE_FAULT_CRASH_POINTS"] === "all" ? 1 : series.stride;
  if (stride === null) return { hits: 0, problems: [] };
  // One thread for files: their system calls then have one order, and one count.
  const headStart = series.inStore === undefined && series.call !== "write" ? HEAD_START : 0;
  const shared = { env: { UV_THREADPOOL_SIZE: "1" }, task: { headStart } };
  const problems: string[] = [];
  let hits = 0;
  let nextNth = headStart + 1;
  let isUntouched = false;
  const playNext = async (): Promise<void> => {
    while (!isUntouched) {
      const nth = nextNth;
      nextNth += stride;
      const under = (projectDir: string): readonly string[] => {
        const paths = series.inStore === undefined ? [] : STORE_FILES.map((file) => `${projectDir}/.touchstone/${file}`);
        return disturbAt({ call: series.call, nth, paths }, how);
      };
      const name = `${how}-${series.call}-${series.inStore === undefined ? "files" : "store"}-${nth}`;
      const played = await disturb(name, { ...shared, under });
      problems.push(...played.problems.map((problem) => `${name} (${played.outcome}): ${problem}`));
      const wasHit = isHit(played.ended, how);
      if (wasHit) hits++;
      isUntouched ||= !wasHit;
    }
  };
  await Promise.all(Array.from({ length: LANES }, playNext));
  return { hits, problems };
}

/** Throws when the driver ended in a way that neither the disturbance nor its work explains. */
function isHit(ended: Ended, how: "SIGKILL" | "EIO"): boolean {
  if (how === "SIGKILL" && ended.signal === "SIGKILL") return true;
  const { code, message } = reportOf(ended);
  if (how === "EIO" && code === "DISK_FAILED") return true;
  if (code === null) return false;
  throw new Error(`${how} ended with ${code}: ${message}`);
}
