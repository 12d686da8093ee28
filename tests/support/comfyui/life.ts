import type { HistoryEntry, UiOutput } from "./history.ts";
import { createQueue, type PromptQueue, type QueueItem } from "./queue.ts";
import { openSockets, type Sockets } from "./sockets.ts";

/** All that one run of the server process holds in memory, and loses when it ends. */
export interface Life {
  readonly queue: PromptQueue;
  /** Oldest first. */
  readonly history: Map<string, HistoryEntry>;
  /** Results by signature: the files that an output node reported, or null for other nodes. */
  readonly cache: Map<string, UiOutput | null>;
  readonly sockets: Sockets;
  /** Aborts when the process ends. */
  readonly signal: AbortSignal;
  end(): void;
  /** The next automatic number of a prompt. */
  counter: number;
  /** What runs now. */
  running: Running | null;
  /** Asked for by /free, done when the worker is next idle. */
  isFreeing: boolean;
  /** The worker is dead. */
  isZombie: boolean;
  /** Five letters that temporary files of this process carry. */
  readonly tempName: string;
}

export interface Running {
  readonly item: QueueItem;
  lastNode: string | null;
  isInterrupted: boolean;
  /** Ends a node that hangs. */
  unstick(): void;
}

export interface LifeRules {
  unregistersNewer(): boolean;
  features(): unknown;
  readonly tempName: string;
}

/** A process that has just started: empty queue, empty history, empty cache. */
export function beginLife(rules: LifeRules): Life {
  const controller = new AbortController();
  const sockets = openSockets(rules);
  const queue = createQueue(() => sockets.send(statusMessage(queue), null));
  return {
    queue,
    history: new Map(),
    cache: new Map(),
    sockets,
    signal: controller.signal,
    end: () => controller.abort(new Error("the server process has ended")),
    counter: 0,
    running: null,
    isFreeing: false,
    isZombie: false,
    tempName: rules.tempName,
  };
}

export function statusMessage(queue: PromptQueue): { type: "status"; data: { status: object } } {
  return { type: "status", data: { status: { exec_info: { queue_remaining: queue.remaining() } } } };
}
