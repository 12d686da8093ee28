import { Worker } from "node:worker_threads";
import { TouchstoneError } from "../../core/errors.ts";
import type { Drawn, DrawRequest } from "./draw.ts";

/** Threads that draw, so that the process that owns the folder keeps answering while pixels are made. */
export interface DrawPool {
  /** Draws one image. Rejects with RENDER_FAILED when the thread dies; an exception in the drawing code is a bug. */
  draw(request: DrawRequest): Promise<TimedDrawing>;
  close(): Promise<void>;
}

/** A drawing with the time it took in its thread, without waiting for one. */
export interface TimedDrawing extends Drawn {
  readonly drawMs: number;
}

interface Waiting {
  readonly resolve: (drawn: TimedDrawing) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Opens a pool of `size` threads, each started at its first request. */
export function openDrawPool(size: number): DrawPool {
  const threads: (Thread | undefined)[] = Array.from({ length: size }, () => undefined);
  let ticket = 0;
  return {
    draw: (request) =>
      new Promise((resolve, reject) => {
        const index = leastBusy(threads);
        const thread = threads[index] ?? (threads[index] = startThread(() => (threads[index] = undefined)));
        ticket += 1;
        thread.waiting.set(ticket, { resolve, reject });
        thread.worker.postMessage({ ticket, request });
      }),
    close: async () => {
      await Promise.all(threads.map(async (thread) => await thread?.worker.terminate()));
    },
  };
}

function leastBusy(threads: readonly (Thread | undefined)[]): number {
  const load = threads.map((thread) => thread?.waiting.size ?? 0);
  return load.indexOf(Math.min(...load));
}

function startThread(forget: () => void): Thread {
  const worker = new Worker(new URL("./draw-worker.ts", import.meta.url));
  const waiting = new Map<number, Waiting>();
  const failAll = (reason: string): void => {
    forget();
    for (const { reject } of waiting.values())
      reject(new TouchstoneError("RENDER_FAILED", `the drawing thread stopped: ${reason}`));
    waiting.clear();
  };
  worker.on("message", (answer: { ticket: number; drawn?: TimedDrawing; failure?: string }) => {
    const asked = waiting.get(answer.ticket);
    waiting.delete(answer.ticket);
    if (answer.drawn !== undefined) asked?.resolve(answer.drawn);
    else asked?.reject(new TypeError(`the built-in renderer failed: ${answer.failure ?? "no reason given"}`));
  });
  worker.on("error", (cause) => failAll(cause instanceof Error ? cause.message : String(cause)));
  worker.on("exit", (code) => failAll(`exit code ${code}`));
  return { worker, waiting };
}
