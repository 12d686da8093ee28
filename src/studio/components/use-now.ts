import { useSyncExternalStore } from "react";

/** One clock for all that shows time: ticks once a second while anyone looks. */
const TICK_MS = 1000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: number | undefined;

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** Epoch ms, to the second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
