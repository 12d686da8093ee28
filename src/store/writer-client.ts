import { Worker } from "node:worker_threads";
import type { Head, Placed, PreparedBatch } from "./append.ts";
import { unpackError, type WireOutcome, type WriterData, type WriterReply } from "./writer-protocol.ts";

/** The main thread's side of the writer. */
export interface WriterClient {
  /** Resolves with where its events stand once they are durable; rejects with why the batch was refused. */
  append(batch: PreparedBatch): Promise<AppendedBatch>;
  /** Waits for all that was handed in, then ends the writer. */
  close(): Promise<void>;
}

export interface AppendedBatch {
  readonly placed: readonly Placed[];
  readonly head: Head;
}

interface Waiting {
  readonly batch: PreparedBatch;
  readonly resolve: (appended: AppendedBatch) => void;
  readonly reject: (error: Error) => void;
}

/** Called once per committed batch, in seq order, before its append resolves. */
export type OnCommit = (batch: PreparedBatch, placed: readonly Placed[]) => void;

/** Starts the writer thread and waits until it has opened the store. @throws what `openWriter` throws */
export async function startWriter(data: WriterData, onCommit: OnCommit): Promise<WriterClient> {
  // The published bundle holds plain JavaScript.
  const entry = import.meta.url.endsWith(".ts") ? "./writer.ts" : "./writer.js";
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: data });
  await opened(worker);
  return createWriterClient(worker, onCommit);
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (reply: WriterReply) => {
      worker.off("error", reject);
      if (reply.kind === "failed") reject(unpackError(reply.error));
      else resolve();
    });
  });
}

/**
 * Speaks with an opened writer. What arrives while a group is under way waits and becomes the next group, so that
 * one fsync serves all who wait for it.
 *
 * @param worker  Replies to each request in turn; when it dies, all that wait is rejected.
 */
export function createWriterClient(worker: Worker, onCommit: OnCommit): WriterClient {
  let waiting: Waiting[] = [];
  let underWay: readonly Waiting[] = [];
  let dead: Error | undefined;
  let closing: { readonly promise: Promise<void>; readonly resolve: () => void; readonly reject: (e: Error) => void } | undefined;

  function sendNext(): void {
    if (underWay.length > 0 || dead !== undefined) return;
    if (waiting.length > 0) {
      underWay = waiting;
      waiting = [];
      worker.ref();
      worker.postMessage({ kind: "append", batches: underWay.map((item) => item.batch) });
    } else if (closing !== undefined) {
      worker.ref();
      worker.postMessage({ kind: "close" });
    }
  }

  function settle(outcomes: readonly WireOutcome[], head: Head): void {
    const settled = underWay;
    underWay = [];
    worker.unref();
    for (const [index, { batch, resolve, reject }] of settled.entries()) {
      const outcome = outcomes[index];
      if (outcome?.accepted === true) {
        onCommit(batch, outcome.placed);
        resolve({ placed: outcome.placed, head });
      } else if (outcome !== undefined) reject(unpackError(outcome.error));
    }
    sendNext();
  }

  function die(error: Error): void {
    dead ??= error;
    for (const { reject } of [...underWay, ...waiting]) reject(dead);
    underWay = [];
    waiting = [];
    closing?.reject(dead);
  }

  worker.on("message", (reply: WriterReply) => {
    if (reply.kind === "appended") settle(reply.outcomes, reply.head);
    else if (reply.kind === "closed") closing?.resolve();
    else if (reply.kind === "failed") die(unpackError(reply.error));
  });
  worker.on("error", (cause: unknown) => die(new Error("The store's writer died", { cause })));
  worker.on("exit", (code) => die(new Error(`The store's writer ended with code ${code}`)));
  // An open store alone must not keep a finished command alive.
  worker.unref();

  return {
    append(batch) {
      if (dead !== undefined) return Promise.reject(dead);
      if (closing !== undefined) return Promise.reject(new Error("append after close"));
      return new Promise((resolve, reject) => {
        waiting.push({ batch, resolve, reject });
        sendNext();
      });
    },
    close() {
      if (closing === undefined) {
        closing = Promise.withResolvers<void>();
        if (dead === undefined) sendNext();
        else closing.resolve();
      }
      return closing.promise;
    },
  };
}
