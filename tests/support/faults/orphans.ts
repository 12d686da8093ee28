import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Processes that work in a folder, or were started with words about it: what a killed command left behind. */
function findOrphans(dir: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => isAbout(pid, dir))
    .map(Number);
}

function isAbout(pid: string, dir: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(dir) || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dir);
  } catch {
    // It has ended, or is somebody else's.
    return false;
  }
}

/** A child of a killed command is done in less than a second; guess with room. */
const PATIENCE_MS = 5000;

/** Waits for what a killed command left behind to end, and ends what does not. */
export async function outwaitOrphans(dir: string): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  while (findOrphans(dir).length > 0 && performance.now() < endMs) await sleep(10);
  for (const pid of findOrphans(dir)) process.kill(pid, "SIGKILL");
}
