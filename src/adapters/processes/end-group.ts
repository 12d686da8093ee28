/**
 * Sends a signal to the process group that `pid` leads.
 *
 * @returns False where there is no such group any more, or it may not be signalled.
 */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Groups that must not outlive this process. */
const owned = new Set<number>();
const killOwned = (): void => owned.forEach((pid) => signalGroup(pid, "SIGKILL"));

/**
 * Takes care of a process group that ends with this process at the latest. A process that is itself killed cannot see to that:
 * whatever matters must hold without it.
 */
export function ownGroup(pid: number) {
  if (owned.size === 0) process.on("exit", killOwned);
  owned.add(pid);
  let killing: NodeJS.Timeout | undefined;
  return {
    /** Asks it to end, and kills what is left of it after `graceMs`. Returns at once. */
    end(graceMs: number): void {
      signalGroup(pid, "SIGTERM");
      killing ??= setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
    },
    /** Its leader has exited: what is left is killed. Later the number may be somebody else's. */
    leaderExited(): void {
      clearTimeout(killing);
      if (owned.delete(pid)) signalGroup(pid, "SIGKILL");
      if (owned.size === 0) process.off("exit", killOwned);
    },
  };
}
