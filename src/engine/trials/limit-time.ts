/** What calls of an author's function are limited by. */
export interface TimeLimit {
  /** Who is waited for, as it is said of one that is late: `the tool`. */
  readonly who: string;
  readonly limitMs: number;
  /** Asks to stop waiting; what the function does goes on. */
  readonly signal: AbortSignal;
}

/**
 * Waits for what an author's function does, and no longer than it may take: who waits for what never comes must not keep the
 * trial from its end, and a process without work ends by itself, as if all were well.
 *
 * @throws Error where it takes too long, or somebody asks to stop; what the function throws.
 */
export async function limitTime<Value>(work: () => Value | Promise<Value>, { who, limitMs, signal }: TimeLimit): Promise<Value> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error("the run was interrupted"));
  const timer = setTimeout(() => reject(new Error(`${who} did not answer within ${limitMs} ms`)), limitMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([callAsync(work), stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

async function callAsync<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  return await work();
}
