/** Failed tries that an address has in one window before it must wait. */
export const MAX_TRIES = 10;
/** Length of the window in milliseconds. */
export const TRY_WINDOW_MS = 60_000;
/** Addresses remembered at once; the one not seen for longest is forgotten. */
const MAX_ADDRESSES = 1_000;

interface Tries {
  readonly sinceMs: number;
  /** Digests of what was tried, so that a browser that repeats one stale cookie has failed once. */
  readonly tried: ReadonlySet<string>;
}

/** Wrong secrets by the address they came from, for as long as a window lasts. */
export class FailedTries {
  readonly #byAddress = new Map<string, Tries>();

  /** Writes down that `tried` (a digest) was wrong. */
  note(address: string, tried: string, atMs: number): void {
    const before = this.#current(address, atMs) ?? { sinceMs: atMs, tried: new Set<string>() };
    this.#byAddress.delete(address);
    this.#byAddress.set(address, { ...before, tried: new Set([...before.tried, tried]) });
    const oldest = this.#byAddress.keys().next();
    if (this.#byAddress.size > MAX_ADDRESSES && oldest.done !== true) this.#byAddress.delete(oldest.value);
  }

  /** Milliseconds that the address must wait; 0 when it may try. */
  waitMs(address: string, atMs: number): number {
    const tries = this.#current(address, atMs);
    return tries === undefined || tries.tried.size < MAX_TRIES ? 0 : tries.sinceMs + TRY_WINDOW_MS - atMs;
  }

  #current(address: string, atMs: number): Tries | undefined {
    const tries = this.#byAddress.get(address);
    return tries !== undefined && atMs < tries.sinceMs + TRY_WINDOW_MS ? tries : undefined;
  }
}
