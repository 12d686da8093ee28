import { connect } from "node:net";
import { WebSocketServer } from "ws";

/**
 * A server that only talks, and a reader of an event stream, in a process of their own: what is measured is what stands between
 * them. Started by `comfy-progress.ts`; says `{ port }`, then does what it is told by `SourceJob`, and answers with `SourceResult`.
 */
export interface SourceJob {
  /** Told in turn, by id. */
  readonly prompts: readonly string[];
  /** Messages a second, for so many seconds. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Port of an event stream to read meanwhile; null for none. */
  readonly readPort: number | null;
}

export interface SourceResult {
  readonly sent: number;
  /** Progress frames that the reader of the event stream got. */
  readonly read: number;
}

const BURST_MS = 5;
const FRAME = "\nevent: progress\n";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("listening", () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on("message", (job) => void run(job as SourceJob));

async function run(job: SourceJob): Promise<void> {
  const reader = job.readPort === null ? undefined : readFrames(job.readPort);
  let sent = 0;
  const begunMs = performance.now();
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const dueAt = Math.min(job.seconds, (performance.now() - begunMs) / 1000) * job.perSecond;
      for (; sent < dueAt; sent++) for (const client of server.clients) client.send(message(job, sent));
      if (sent < job.seconds * job.perSecond) return;
      clearInterval(timer);
      done();
    }, BURST_MS);
  });
  process.send?.({ sent, read: reader?.count() ?? 0 } satisfies SourceResult);
  reader?.end();
}

/** As ComfyUI says that a sampler is a step further. */
function message({ prompts }: SourceJob, index: number): string {
  const prompt_id = prompts[index % prompts.length];
  return JSON.stringify({ type: "progress", data: { value: index % 1000, max: 1000, prompt_id, node: "3" } });
}

function readFrames(port: number) {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: bench\r\n\r\n");
  let text = "";
  socket.on("data", (chunk) => void (text += chunk.toString("latin1")));
  return { count: () => text.split(FRAME).length - 1, end: () => void socket.destroy() };
}
