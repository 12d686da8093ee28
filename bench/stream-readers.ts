import { connect, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

/**
 * Many readers of one stream in a thread of their own: raw sockets that look only for ids and times, so that what is measured
 * is the server. Started by `stream.ts` with `ReadersJob`, answers with `ReadersResult`.
 */
export interface ReadersJob {
  readonly port: number;
  readonly readers: number;
  readonly path: string;
  /** Each reader is done with this seq. */
  readonly through: number;
  /** Whether to note how old each event is when it arrives, by the `ts` in it (epoch ms with fraction). */
  readonly measuresDelay: boolean;
}

export interface ReadersResult {
  /** From the first connect until the last reader was done. */
  readonly wallMs: number;
  readonly bytes: number;
  /** Events that came out of order, twice, or not at all. */
  readonly wrong: number;
  readonly delaysMs: readonly number[];
}

const job = workerData as ReadersJob;
const delaysMs: number[] = [];
let bytes = 0;
let wrong = 0;
let done = 0;
let begunMs = 0;

parentPort?.once("message", () => {
  begunMs = performance.now();
  for (let count = 0; count < job.readers; count++) read(connect(job.port, "127.0.0.1"));
});
parentPort?.postMessage("ready");

const ID = Buffer.from("\nid: ");
const SENT = Buffer.from('"ts":');
const LINE = 10;
const COMMA = 44;

/** A frame may be cut between two chunks: what follows the last whole id is kept for the next. */
function read(socket: Socket): void {
  socket.write(`GET ${job.path} HTTP/1.1\r\nHost: 127.0.0.1:${job.port}\r\n\r\n`);
  let next = 1;
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    bytes += chunk.length;
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const nowMs = performance.timeOrigin + performance.now();
    let from = 0;
    for (let at = data.indexOf(ID); at !== -1; at = data.indexOf(ID, from)) {
      const end = job.measuresDelay ? data.indexOf(SENT, at) : at;
      const stop = end === -1 ? -1 : data.indexOf(job.measuresDelay ? COMMA : LINE, end + ID.length);
      if (stop === -1) break;
      if (numberAt(data, at + ID.length) !== next) wrong += 1;
      if (job.measuresDelay) delaysMs.push(nowMs - Number(data.toString("latin1", end + SENT.length, stop)));
      next += 1;
      from = stop;
    }
    rest = data.subarray(from);
    if (next > job.through) finish(socket);
  });
  socket.on("error", () => void (wrong += 1));
}

function numberAt(data: Buffer, from: number): number {
  let value = 0;
  for (let at = from; data[at]! >= 48 && data[at]! <= 57; at++) value = value * 10 + data[at]! - 48;
  return value;
}

function finish(socket: Socket): void {
  socket.removeAllListeners("data");
  socket.destroy();
  done += 1;
  if (done < job.readers) return;
  const result: ReadersResult = { wallMs: performance.now() - begunMs, bytes, wrong, delaysMs };
  parentPort?.postMessage(result);
}
