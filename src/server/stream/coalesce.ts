/** Passes on values by key, at most one per `everyMs` and key; the last one is always passed on. */
export interface Coalescer<T> {
  push(key: string, value: T): void;
  /** Passes on what waits and stops. */
  close(): void;
}

interface Lane<T> {
  readonly timer: NodeJS.Timeout;
  /** What came since the last value was passed on. */
  waiting: { readonly value: T } | undefined;
}

/**
 * The first value of a key is passed on at once, so that what has just begun is seen at once.
 *
 * @param everyMs  e.g. 100: at most 10 values a second for each key.
 */
export function createCoalescer<T>(everyMs: number, send: (value: T) => void): Coalescer<T> {
  const lanes = new Map<string, Lane<T>>();
  const pass = (key: string, value: T): void => {
    lanes.set(key, { timer: setTimeout(() => onTime(key), everyMs).unref(), waiting: undefined });
    send(value);
  };
  const onTime = (key: string): void => {
    const waiting = lanes.get(key)?.waiting;
    lanes.delete(key);
    if (waiting !== undefined) pass(key, waiting.value);
  };
  return {
    push(key, value) {
      const lane = lanes.get(key);
      if (lane === undefined) pass(key, value);
      else lane.waiting = { value };
    },
    close() {
      for (const { timer, waiting } of lanes.values()) {
        clearTimeout(timer);
        if (waiting !== undefined) send(waiting.value);
      }
      lanes.clear();
    },
  };
}
