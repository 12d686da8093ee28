/** Work that goes on while something else is done, and must have ended at the end. */
export interface Backlog {
  /** Takes work; waits where too much is open. @throws what earlier work failed with */
  add(work: Promise<void>): Promise<void>;
  /** Waits for all of it. @throws the first failure */
  settle(): Promise<void>;
}

/** @param limit  Open at once. */
export function openBacklog(limit: number): Backlog {
  const open = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const check = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  const watch = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      failures.push(error);
    }
  };
  return {
    async add(work) {
      const watched: Promise<void> = watch(work).finally(() => open.delete(watched));
      open.add(watched);
      while (open.size >= limit) await Promise.race(open);
      check();
    },
    async settle() {
      await Promise.all(open);
      check();
    },
  };
}
