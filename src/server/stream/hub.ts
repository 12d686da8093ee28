import type { ServerResponse } from "node:http";
import { TouchstoneError } from "../../core/errors.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { EnvWork } from "../../core/live/env-work.ts";
import { HEARTBEAT_MS, type Heartbeat, type Progress, type ProgressFrame } from "../../core/live/messages.ts";
import type { Step } from "../../engine/step.ts";
import { createCoalescer } from "./coalesce.ts";
import { frameEvents, frameMessage } from "./frame-block.ts";
import { createFrameLog, type ReadEvents } from "./frame-log.ts";
import { createReader, type Reader } from "./reader.ts";

/** What the stream is made of. */
export interface HubOptions {
  readonly readEvents: ReadEvents;
  /** Seq of the newest event. */
  head(): number;
  /** Hears committed batches in seq order, perhaps later than a read sees them. @returns a function that ends it. */
  onEvents(listener: (events: readonly StoredEvent[]) => void): () => void;
  /** Hears the steps of all work. @returns a function that ends it. */
  onStep(listener: (step: Step) => void): () => void;
  /** Hears how far work on the environment is. @returns a function that ends it. */
  onEnvWork(listener: (work: EnvWork) => void): () => void;
  /** What a heartbeat tells of the owner, its work and the project's files. */
  describe(): Pick<Heartbeat, "owner" | "work" | "files">;
  nowMs(): number;
  readonly heartbeatMs?: number;
  /** Bytes that a client may leave untaken before it is cut. */
  readonly capBytes?: number;
  /** Clients at once. */
  readonly maxReaders?: number;
}

/** One project's event stream and its readers. */
export interface Hub {
  /**
   * Answers with the stream: the events after `since`, then each new one, none left out and none repeated. Headers that are
   * already set on the response stay.
   *
   * @param since  Undefined, or a seq beyond the head, begins at the head; the first heartbeat says where.
   * @throws TouchstoneError SERVER_BUSY, before anything is written, when there are too many readers or the hub is closed.
   */
  subscribe(res: ServerResponse, since?: number): void;
  readonly readers: number;
  /** Says bye to all readers and resolves when they are gone. */
  close(): Promise<void>;
}

const CAP_BYTES = 4 * 1024 * 1024;
const MAX_READERS = 512;
const PROGRESS_EVERY_MS = 100;
/** How long a client may take for the last words. */
const GRACE_MS = 500;

const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store",
  "X-Accel-Buffering": "no",
  "X-Content-Type-Options": "nosniff",
  // A stream ends with its connection: nothing keeps a closing server waiting.
  Connection: "close",
} as const;

/** Opens the hub. Every event becomes bytes once, whoever reads it. */
export function createHub(options: HubOptions): Hub {
  const { capBytes = CAP_BYTES, maxReaders = MAX_READERS, heartbeatMs = HEARTBEAT_MS } = options;
  const readers = new Set<Reader>();
  const log = createFrameLog(options.readEvents);
  let head = options.head();
  let isOpen = true;
  const learn = (seq: number): void => void (head = Math.max(head, seq));
  const heartbeat = (): Heartbeat => ({ atMs: options.nowMs(), head, ...options.describe() });
  const progress = createCoalescer<ProgressFrame>(PROGRESS_EVERY_MS, (value) => {
    const frame = frameMessage("progress", value);
    for (const reader of readers) reader.tell(frame);
  });
  const stops = [
    options.onEvents((events) => {
      learn(events.at(-1)?.seq ?? 0);
      if (readers.size === 0 || events.length === 0) return;
      const block = frameEvents(events);
      for (const reader of readers) reader.offer(block);
    }),
    options.onStep((step) => {
      if (readers.size > 0) progress.push(step.jobId, progressOf(step, options.nowMs()));
    }),
    options.onEnvWork((work) => {
      if (readers.size > 0) progress.push(work.work, work);
    }),
  ];
  const beat = (): void => {
    if (readers.size === 0) return;
    learn(options.head());
    const frame = frameMessage("heartbeat", heartbeat());
    for (const reader of readers) {
      // The events come first: who is up to date when the head is told stays so.
      reader.catchUp();
      reader.beat(frame);
    }
  };
  const timer = setInterval(beat, heartbeatMs).unref();
  return {
    get readers() {
      return readers.size;
    },
    subscribe(res, asked) {
      if (!isOpen || readers.size >= maxReaders) throw busy(isOpen);
      learn(options.head());
      const since = asked === undefined ? head : Math.min(asked, head);
      const first = frameMessage("heartbeat", { ...heartbeat(), since } satisfies Heartbeat);
      const reader = createReader(res, { since, capBytes, blockAfter: (seq) => log.after(seq, head) });
      readers.add(reader);
      res.on("close", () => void readers.delete(reader));
      res.writeHead(200, HEADERS);
      reader.tell(first);
      reader.catchUp();
    },
    async close() {
      isOpen = false;
      for (const stop of stops) stop();
      clearInterval(timer);
      progress.close();
      await sayBye(readers);
    },
  };
}

/** A step as readers hear of it. */
function progressOf({ jobId, specId, step, done, total, image }: Step, atMs: number): Progress {
  return { jobId, specId, step, done, total, ...(image ?? NO_IMAGE), atMs };
}

/** What is said of the image under way where its renderer says nothing. */
const NO_IMAGE = { fraction: null, node: null, backend: null, preview: null } as const;

function busy(isOpen: boolean): TouchstoneError {
  if (!isOpen)
    return new TouchstoneError("SERVER_BUSY", "The server is shutting down", { hint: "Connect again when it is back" });
  const hint = "Close tabs or programs that read the stream, or read pages of `/events` instead";
  return new TouchstoneError("SERVER_BUSY", "Too many clients read the event stream", { hint });
}

/** Readers leave the set when their response is closed. */
async function sayBye(readers: ReadonlySet<Reader>): Promise<void> {
  const bye = frameMessage("bye", {});
  for (const reader of readers) reader.end(bye);
  const untilMs = performance.now() + GRACE_MS;
  while (readers.size > 0 && performance.now() < untilMs) await new Promise((done) => void setTimeout(done, 5));
  for (const reader of readers) reader.cut();
}
