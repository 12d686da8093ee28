import { Worker } from "node:worker_threads";
import { assert } from "../core/assert.ts";
import type { PreparedBatch } from "./append.ts";
import type { Head, Placed } from "./log.ts";
import { unpackError, type WireOutcome, type WriterData, type WriterReply, type WriterRequest } from "./writer-protocol.ts";

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
  // Flags of the command line, e.g. `--input-type`, are about its entry and not about this one.
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: data, execArgv: [] });
  await opened(worker);
  return new WriterClient(worker, onCommit);
}

function opened(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (text: string) => {
      worker.off("error", reject);
      const reply: WriterReply = JSON.parse(text);
      if (reply.kind === "failed") reject(unpackError(reply.error));
      else resolve();
    });
  });
}

/**
 * The main thread's side of an opened writer. What arrives while a group is under way waits and becomes the next group,
 * so that one fsync serves all who wait for it.
 */
export class WriterClient {
  readonly #worker: Worker;
  readonly #onCommit: OnCommit;
  #waiting: Waiting[] = [];
  #underWay: readonly Waiting[] = [];
  #closing: { readonly done: PromiseWithResolvers<void>; readonly onDrained: () => void } | undefined;
  /** Why the writer is gone. */
  #dead: Error | undefined;

  constructor(worker: Worker, onCommit: OnCommit) {
    this.#worker = worker;
    this.#onCommit = onCommit;
    worker.on("message", (text: string) => this.#hear(JSON.parse(text)));
    worker.on("error", (cause: unknown) => this.#die(new Error("The store's writer died", { cause })));
    worker.on("exit", (code) => this.#die(new Error(`The store's writer ended with code ${code}`)));
    // An open store alone must not keep a finished command alive.
    worker.unref();
  }

  /** Resolves with where its events stand once they are durable; rejects with why the batch was refused. */
  append(batch: PreparedBatch): Promise<AppendedBatch> {
    assert(this.#closing === undefined, "nothing is appended to a store that was closed");
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      this.#sendNext();
    });
  }

  /**
   * Waits for all that was handed in, then ends the writer.
   *
   * @param onDrained  Called when all of it is settled, just before the writer lets go of the store; and once more
   * should the writer die after that.
   */
  close(onDrained: () => void): Promise<void> {
    if (this.#closing === undefined) {
      const done = Promise.withResolvers<void>();
      this.#closing = { done, onDrained };
      if (this.#dead === undefined) this.#sendNext();
      else this.#finish();
    }
    return this.#closing.done.promise;
  }

  #finish(): void {
    this.#closing?.onDrained();
    this.#closing?.done.resolve();
  }

  #sendNext(): void {
    if (this.#underWay.length > 0) return;
    if (this.#waiting.length > 0) {
      this.#underWay = this.#waiting;
      this.#waiting = [];
      this.#send({ kind: "append", batches: this.#underWay.map((item) => item.batch) });
    } else if (this.#closing !== undefined) {
      this.#closing.onDrained();
      this.#send({ kind: "close" });
    }
  }

  #send(request: WriterRequest): void {
    this.#worker.ref();
    this.#worker.postMessage(JSON.stringify(request));
  }

  #hear(reply: WriterReply): void {
    this.#worker.unref();
    if (reply.kind === "appended") this.#settle(reply.outcomes, reply.head);
    else if (reply.kind === "closed") this.#closing?.done.resolve();
    else if (reply.kind === "failed") this.#die(unpackError(reply.error));
  }

  #settle(outcomes: readonly WireOutcome[], head: Head): void {
    const settled = this.#underWay;
    this.#underWay = [];
    for (const [index, { batch, resolve, reject }] of settled.entries()) {
      const outcome = outcomes[index];
      assert(outcome !== undefined, "each batch has an outcome");
      if (outcome.accepted) {
        this.#onCommit(batch, outcome.placed);
        resolve({ placed: outcome.placed, head });
      } else reject(unpackError(outcome.error));
    }
    this.#sendNext();
  }

  #die(error: Error): void {
    this.#dead ??= error;
    for (const { reject } of [...this.#underWay, ...this.#waiting]) reject(this.#dead);
    this.#underWay = [];
    this.#waiting = [];
    this.#closing?.onDrained();
    this.#closing?.done.reject(this.#dead);
  }
}
