/**
 * Lets callers that wait for one kind of sync share it: while one is under way, all who come wait for the next, which covers
 * what each of them wrote before it called.
 */
export function shareSyncs(sync: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    next = null;
    const begun = sync().finally(() => {
      if (current === begun) current = null;
    });
    current = begun;
    return begun;
  };
  return async () => {
    if (current === null) return await begin();
    next ??= current.then(begin, begin);
    await next;
  };
}
