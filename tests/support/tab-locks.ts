/** Web locks between the tabs of one test: a queue for each name, and stealing. Source: W3C Web Locks, section 4. */
export class TabLocks {
  readonly #holders = new Map<string, (reason: Error) => void>();
  readonly #queues = new Map<string, (() => void)[]>();

  request(
    name: string,
    { steal = false, signal }: { readonly steal?: boolean; readonly signal?: AbortSignal },
    hold: () => Promise<void>,
  ): Promise<void> {
    return new Promise<void>((done, refuse) => {
      const grant = (): void => {
        let isHeld = true;
        this.#holders.set(name, (reason) => {
          isHeld = false;
          refuse(reason);
        });
        void hold().then(() => {
          if (!isHeld) return;
          this.#holders.delete(name);
          this.#queues.get(name)?.shift()?.();
          done();
        });
      };
      if (steal) {
        this.#holders.get(name)?.(new DOMException("stolen", "AbortError"));
        grant();
      } else if (this.#holders.has(name)) {
        const queue = this.#queues.get(name) ?? [];
        this.#queues.set(name, [...queue, grant]);
        signal?.addEventListener("abort", () => {
          this.#queues.set(
            name,
            (this.#queues.get(name) ?? []).filter((waiting) => waiting !== grant),
          );
          refuse(signal.reason as Error);
        });
      } else grant();
    });
  }
}
