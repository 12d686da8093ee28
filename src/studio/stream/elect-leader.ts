/** As much of `navigator.locks` as is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly steal?: boolean; readonly signal?: AbortSignal },
    hold: () => Promise<void>,
  ): Promise<unknown>;
}

export interface ElectionOptions {
  /** One leader for each name. */
  readonly name: string;
  readonly locks: Locks;
  readonly onLead: () => void;
  /** It leads no longer, because another tab took the lead. */
  readonly onDeposed: () => void;
}

/** A tab's place among those that would lead. */
export interface Election {
  /** Takes the lead from a tab that holds it without leading. */
  takeOver(): void;
  /** Leaves; the next in the queue leads. */
  close(): void;
}

/**
 * Waits for the lock of that name; who holds it leads. The browser passes it on when its holder's tab is closed, crashes or
 * is discarded.
 */
export function standForLeader({ name, locks, onLead, onDeposed }: ElectionOptions): Election {
  let waiting = new AbortController();
  let release: () => void = () => undefined;
  let isOpen = true;
  const lead = async (): Promise<void> => {
    if (!isOpen) return;
    onLead();
    await new Promise<void>((done) => void (release = done));
  };
  const queue = async (steal: boolean): Promise<void> => {
    const { signal } = (waiting = new AbortController());
    try {
      // A lock cannot be stolen with a signal.
      await locks.request(name, steal ? { steal } : { signal }, lead);
    } catch (error) {
      if (!isOpen || signal.aborted) return;
      if ((error as Error).name === "AbortError") {
        onDeposed();
        void queue(false);
      } else {
        // Where locks are forbidden each tab leads itself.
        void lead();
      }
    }
  };
  void queue(false);
  return {
    takeOver() {
      waiting.abort();
      void queue(true);
    },
    close() {
      isOpen = false;
      waiting.abort();
      release();
    },
  };
}
