/** Wakes whoever waits. A ring while nobody waits is remembered, so that none is missed. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, at once if one was missed, and in any case after so many ms. */
  heardWithin(ms: number): Promise<void>;
}

export function createBell(): Bell {
  let missed = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      missed = wake === undefined;
      wake?.();
    },
    heardWithin(ms) {
      if (missed) {
        missed = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = setTimeout(done, ms);
        wake = done;
        function done(): void {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        }
      });
    },
  };
}
