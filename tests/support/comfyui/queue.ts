import { numberOf, type PythonObject, type PythonValue } from "./python-json.ts";

/** A prompt that was accepted. */
export interface QueueItem {
  /** An int from the server's counter, a float from the client. */
  readonly number: PythonValue;
  readonly id: string;
  /** After conversion of its literals. */
  readonly graph: PythonObject;
  readonly extraData: PythonObject;
  readonly outputs: readonly string[];
  readonly clientId: string | null;
}

/** Prompts that wait, lowest number first, and the one that runs. */
export interface PromptQueue {
  readonly pending: readonly QueueItem[];
  readonly running: readonly QueueItem[];
  remaining(): number;
  put(item: QueueItem): void;
  /** Takes prompts with that id out of those that wait; whether there were any. */
  remove(id: string): boolean;
  clear(): void;
  /** Waits for the next prompt, which then runs; null when woken without one. */
  take(signal: AbortSignal): Promise<QueueItem | null>;
  finish(item: QueueItem): void;
  /** Makes a waiting `take` return null, so that the worker looks at its flags. */
  wake(): void;
}

/** @param onChange  Told after every change, as the server tells all sockets its status. */
export function createQueue(onChange: () => void): PromptQueue {
  let pending: QueueItem[] = [];
  let running: QueueItem[] = [];
  let wakeTaker: (() => void) | null = null;
  const wake = () => {
    wakeTaker?.();
    wakeTaker = null;
  };
  const keep = (kept: QueueItem[]) => {
    const isChanged = kept.length !== pending.length;
    pending = kept;
    if (isChanged) onChange();
    return isChanged;
  };
  return {
    get pending() {
      return pending;
    },
    get running() {
      return running;
    },
    remaining: () => pending.length + running.length,
    put: (item) => {
      pending = [...pending, item].sort(compareItems);
      onChange();
      wake();
    },
    remove: (id) => keep(pending.filter((item) => item.id !== id)),
    clear: () => void keep([]),
    wake,
    take: async (signal) => {
      if (pending.length === 0) await waitForWake(signal, (waker) => void (wakeTaker = waker));
      const item = pending.shift();
      if (item === undefined) return null;
      running = [...running, item];
      onChange();
      return item;
    },
    finish: (item) => {
      running = running.filter((other) => other !== item);
    },
  };
}

async function waitForWake(signal: AbortSignal, offer: (waker: () => void) => void): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const refuse = () => reject(signal.reason as Error);
    signal.addEventListener("abort", refuse, { once: true });
    offer(() => {
      signal.removeEventListener("abort", refuse);
      resolve();
    });
  });
}

/** Equal numbers go by id, as tuples do in the server's heap. */
function compareItems(a: QueueItem, b: QueueItem): number {
  const byNumber = (numberOf(a.number) ?? 0) - (numberOf(b.number) ?? 0);
  return byNumber === 0 ? (a.id < b.id ? -1 : Number(a.id > b.id)) : byNumber;
}

/** An item as `/queue` and `/history` show it; keys for partner services are never shown. */
export function showItem(item: QueueItem): unknown[] {
  const { api_key_comfy_org: _key, auth_token_comfy_org: _token, ...extraData } = item.extraData;
  return [item.number, item.id, item.graph, extraData, item.outputs];
}
