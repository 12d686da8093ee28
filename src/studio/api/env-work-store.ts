import { useSyncExternalStore } from "react";
import type { EnvWork } from "../../core/live/env-work.ts";

const heard = new Map<string, EnvWork>();
const listeners = new Set<() => void>();
let shown: readonly EnvWork[] = [];

function tell(): void {
  shown = [...heard.values()].toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  for (const listener of listeners) listener();
}

/** Keeps what is told of work on the environment. What has ended does not go on again, however late an older word comes. */
export function rememberEnvWork(works: readonly EnvWork[]): void {
  for (const work of works) if (heard.get(work.work)?.endedAtMs == null) heard.set(work.work, work);
  tell();
}

/** Forgets all of it: the server that did it may be another one now. */
export function forgetEnvWork(): void {
  heard.clear();
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Work on the environment as it goes on, newest first. */
export function useEnvWork(): readonly EnvWork[] {
  return useSyncExternalStore(subscribe, () => shown);
}

/** Resolves when this work has ended, as far as it is told. */
export async function envWorkEnd(work: string): Promise<EnvWork> {
  return await new Promise((resolve) => {
    const look = (): void => {
      const now = heard.get(work);
      if (now === undefined || now.state === "running") return;
      end();
      resolve(now);
    };
    const end = subscribe(look);
    look();
  });
}
