import { readFile } from "node:fs/promises";
import { z } from "zod";
import { lockFile } from "../../../adapters/files/lock-file.ts";
import type { EnvHome } from "../env-home.ts";

/** `holder.json`: who holds the lock beside it. */
const Holder = z.strictObject({
  pid: z.int().min(1).describe("The process"),
  command: z.string().describe("Its command line"),
  sinceMs: z.int().min(0).describe("Since when, in ms since 1970"),
});
export type Holder = z.infer<typeof Holder>;

/**
 * Who changes the environment now; null: nobody. The kernel knows whether the lock is held, the file only by whom: one that a
 * dead holder left names nobody. The lock is had for an instant when nobody holds it, which others wait through.
 */
export async function findHolder(home: EnvHome): Promise<Holder | null> {
  const holder = await readHolder(home);
  if (holder === null) return null;
  const lock = await lockFile(home.lock, 0).catch(() => null);
  lock?.release();
  return lock === null ? holder : null;
}

/** As the file says; null where there is none, where it cannot be read, or where that process is dead. */
export async function readHolder(home: EnvHome): Promise<Holder | null> {
  const text = await readFile(home.holder, "utf8").catch(() => "");
  const holder = Holder.safeParse(parseOrNull(text)).data;
  return holder !== undefined && isAlive(holder.pid) ? holder : null;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A process of somebody else is alive too: then the signal is refused, not lost. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
