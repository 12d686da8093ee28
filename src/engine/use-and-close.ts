/** Undoes one thing that was opened; may fail. */
type Close = () => Promise<void> | void;

/**
 * Runs work that opens things, then closes all of them, the last opened first, whatever happens.
 *
 * @param work  Calls `opened` with the way to close each thing, as soon as it is open.
 * @returns what `work` returns.
 * @throws the first failure: that of `work`, else that of a close; one close that fails keeps no other from being tried.
 */
export async function useAndClose<T>(work: (opened: (close: Close) => void) => Promise<T>): Promise<T> {
  const closes: Close[] = [];
  const outcome = await settle(async () => await work((close) => void closes.push(close)));
  const failures = outcome.failed ? [outcome.error] : [];
  for (const close of closes.toReversed()) {
    const closed = await settle(async () => await close());
    if (closed.failed) failures.push(closed.error);
  }
  if (outcome.failed || failures.length > 0) throw failures[0];
  return outcome.value;
}

type Outcome<T> = { readonly failed: false; readonly value: T } | { readonly failed: true; readonly error: unknown };

async function settle<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { failed: false, value: await work() };
  } catch (error) {
    return { failed: true, error };
  }
}
