/**
 * Works through items in their order, some at a time. After the first failure nothing more begins; what has begun is waited
 * for, and then the failure is thrown.
 *
 * @param next  The next item; undefined at the end.
 */
export async function workThrough<Item>(
  parallel: number,
  next: () => Item | undefined,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (failures.length === 0) {
      const item = next();
      if (item === undefined) return;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  if (failures.length > 0) throw failures[0];
}
