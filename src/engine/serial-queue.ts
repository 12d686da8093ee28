/** Runs one piece of work at a time, in the order of asking. */
export type Alone = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Creates a queue for work that must not overlap within one process: deciding from what is stored or written in files,
 * then writing. A failed piece does not stop the next. Work inside must not ask the same queue again: it would wait for itself.
 */
export function createSerialQueue(): Alone {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return await mine;
  };
}
