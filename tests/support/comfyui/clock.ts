import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

/** What node execution sleeps on. */
export interface FakeClock {
  /** Epoch milliseconds, real or not. */
  nowMs(): number;
  /** Rejects when the signal aborts. Zero still lets other work have a turn. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Told of everything that a client changes, so that a virtual clock knows whether anything is going on. */
  noteActivity(): void;
}

export const realClock: FakeClock = {
  nowMs: () => Date.now(),
  sleep: async (ms, signal) => {
    if (ms > 0) await wait(ms, undefined, { signal });
    else await nextTurn(undefined, { signal });
  },
  noteActivity: () => undefined,
};
