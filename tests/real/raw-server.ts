import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";

/** An API-format graph as it goes over the wire. */
export type Graph = Readonly<Record<string, { readonly class_type: string; readonly inputs: Readonly<Record<string, unknown>> }>>;

/** What goes with a graph. */
interface Extra {
  readonly prompt_id?: ReturnType<typeof randomUUID>;
  readonly extra_data?: object;
}

/** What a server answered; `body` is parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Said;
}

/** Anything that a server says; a test that reads it wrongly fails. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shapes are what is to be found out
export type Said = any;

/** One frame of the socket: JSON, or a binary one by its type number. */
export type Frame = { readonly type: string; readonly data: Record<string, unknown> } | { readonly binary: number };

/** The longest that any single observation may take on a slow machine. Guess. */
const PATIENCE_MS = 60_000;
const POLL_MS = 25;

/** Asks until the answer is there. @throws Error that names what never came. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** A ComfyUI server spoken to without our client: the test of the client must not believe the client. */
export class RawServer {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/u, "");
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return read(await fetch(`${this.url}${path}`, { headers }));
  }

  async bytes(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await fetch(`${this.url}${path}`)).arrayBuffer());
  }

  /** Posts JSON; text is sent as it is. */
  async post(path: string, body: unknown): Promise<Answer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "Content-Type": "application/json" };
    return read(await fetch(`${this.url}${path}`, { method: "POST", headers, body: text }));
  }

  async upload(bytes: Uint8Array, fields: { name: string; subfolder?: string; overwrite?: boolean }): Promise<Answer> {
    const form = new FormData();
    form.set("image", new Blob([Uint8Array.from(bytes)]), fields.name);
    if (fields.subfolder !== undefined) form.set("subfolder", fields.subfolder);
    if (fields.overwrite === true) form.set("overwrite", "true");
    return read(await fetch(`${this.url}/api/upload/image`, { method: "POST", body: form }));
  }

  /** Ids of what runs. */
  async running(): Promise<string[]> {
    return await this.queueIds("queue_running");
  }

  /** Ids of what waits. */
  async pending(): Promise<string[]> {
    return await this.queueIds("queue_pending");
  }

  private async queueIds(list: "queue_running" | "queue_pending"): Promise<string[]> {
    const { body } = await this.get("/api/queue");
    return (body as Record<typeof list, [number, string][]>)[list].map(([, promptId]) => promptId);
  }

  /** How many prompts run and wait. */
  async queued(): Promise<number> {
    return (await this.running()).length + (await this.pending()).length;
  }

  async connect(clientId: string): Promise<RawSocket> {
    const socket = new WebSocket(`${this.url.replace(/^http/u, "ws")}/ws?clientId=${clientId}`);
    const opened = new RawSocket(socket);
    await once(socket, "open");
    return opened;
  }

  /** The history entry of a prompt, once there is one. */
  async history(promptId: string): Promise<Record<string, Said>> {
    return waitFor(`history of ${promptId}`, async () => {
      const { body } = await this.get(`/api/history/${promptId}`);
      return (body as Record<string, Record<string, Said>>)[promptId];
    });
  }

  /** Submits a graph, waits for its end, and tells everything that the socket said about it. */
  async run(graph: Graph, { prompt_id: promptId = randomUUID(), ...extra }: Extra = {}) {
    const clientId = randomUUID();
    const socket = await this.connect(clientId);
    const posted = await this.post("/api/prompt", { prompt: graph, client_id: clientId, prompt_id: promptId, ...extra });
    if (posted.status !== 200) throw new Error(`refused: ${JSON.stringify(posted.body)}`);
    await waitFor("the end of the prompt", () => socket.ended(promptId) || undefined);
    const entry = await this.history(promptId);
    await socket.close();
    return { promptId, posted, frames: socket.frames, entry };
  }
}

/** A socket that writes down every frame. */
export class RawSocket {
  readonly frames: Frame[] = [];
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      this.frames.push(isBinary ? { binary: data.readUInt32BE(0) } : (JSON.parse(data.toString("utf8")) as Frame));
    });
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Data of every frame of a type. */
  of(type: string): Record<string, Said>[] {
    return this.frames.flatMap((frame) => ("type" in frame && frame.type === type ? [frame.data] : []));
  }

  ended(promptId: string): boolean {
    return this.of("executing").some(({ node, prompt_id }) => node === null && prompt_id === promptId);
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close();
    await once(this.socket, "close");
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json") && text !== "";
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}
