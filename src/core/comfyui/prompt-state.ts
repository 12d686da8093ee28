import { fieldOf, listIn, numberIn, objectIn, textIn } from "./fields.ts";

/** An image file on a server. */
export interface OutputFile {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: string;
}

/** What an execution failed with, in the server's words. */
export interface ExecutionError {
  readonly type: string;
  readonly message: string;
  readonly nodeId: string | null;
  readonly nodeType: string | null;
}

/** Where a prompt is. `unknown`: the server has no trace of it, which it also says of one that it has not accepted yet. */
export type PromptState =
  | { readonly kind: "unknown" | "pending" | "running" | "interrupted" }
  | { readonly kind: "failed"; readonly error: ExecutionError }
  | PromptSuccess;

export interface PromptSuccess {
  readonly kind: "completed";
  /** Image files by node id. */
  readonly outputs: ReadonlyMap<string, readonly OutputFile[]>;
  /** Nodes whose result came from the cache; null where the server does not say. */
  readonly cachedNodes: readonly string[] | null;
  /** From start to end of execution, ms; null where the server does not say. */
  readonly tookMs: number | null;
}

/**
 * Reads where a prompt is from the entry that `/history/{id}` has of it.
 *
 * @param history  The answer: a map with the entry, or an empty one.
 * Source: comfyui.md 1.9; SPEC.md CF10, CF11.
 */
export function readHistory(history: unknown, promptId: string): PromptState {
  const entry = objectIn(fieldOf(history, promptId));
  if (entry === undefined) return { kind: "unknown" };
  return readEnd(fieldOf(entry, "status"), fieldOf(entry, "outputs"));
}

/** An execution that ended. An error that it met on the way is not its end: what decides is the status it ended with. */
function readEnd(status: unknown, outputs: unknown): PromptState {
  const messages = listIn(fieldOf(status, "messages")).map(readNamed);
  if (fieldOf(status, "status_str") === "success") {
    return { kind: "completed", outputs: readOutputs(outputs), ...readTiming(messages) };
  }
  if (messages.some(({ name }) => name === "execution_interrupted")) return { kind: "interrupted" };
  return { kind: "failed", error: readError(messages.findLast(({ name }) => name === "execution_error")?.data) };
}

/** Whether a prompt waits or runs, from `/queue`. Source: comfyui.md 1.2; SPEC.md CF10. */
export function readQueue(queue: unknown, promptId: string): PromptState {
  if (listIn(fieldOf(queue, "queue_running")).some((item) => listIn(item)[1] === promptId)) return { kind: "running" };
  if (listIn(fieldOf(queue, "queue_pending")).some((item) => listIn(item)[1] === promptId)) return { kind: "pending" };
  return { kind: "unknown" };
}

/** How many prompts wait and run. */
export function countQueue(queue: unknown): { readonly running: number; readonly pending: number } {
  const [running, pending] = ["queue_running", "queue_pending"].map((name) => listIn(fieldOf(queue, name)).length);
  return { running: running ?? 0, pending: pending ?? 0 };
}

/**
 * Reads where a prompt is from `/api/jobs/{id}`.
 *
 * @returns `ended` where only the history says how, as a server may leave that out; undefined for no job at all.
 * Source: comfyui.md 1.9; SPEC.md CF10.
 */
export function readJob(job: unknown): PromptState | { readonly kind: "ended" } | undefined {
  switch (fieldOf(job, "status")) {
    case "pending":
      return { kind: "pending" };
    case "in_progress":
      return { kind: "running" };
    case "cancelled":
      return { kind: "interrupted" };
    case "completed":
    case "failed": {
      const status = objectIn(fieldOf(job, "execution_status"));
      return status === undefined ? { kind: "ended" } : readEnd(status, fieldOf(job, "outputs"));
    }
    default:
      return undefined;
  }
}

interface Named {
  readonly name: string;
  readonly data: unknown;
}

function readNamed(message: unknown): Named {
  const [name, data] = listIn(message);
  return { name: textIn(name) ?? "", data };
}

/** Source: comfyui.md 1.5, `execution_error`. */
function readError(data: unknown): ExecutionError {
  return {
    type: textIn(fieldOf(data, "exception_type")) ?? "unknown",
    message: (textIn(fieldOf(data, "exception_message")) ?? "the server does not say why").trim(),
    nodeId: textIn(fieldOf(data, "node_id")),
    nodeType: textIn(fieldOf(data, "node_type")),
  };
}

function readTiming(messages: readonly Named[]): Pick<PromptSuccess, "cachedNodes" | "tookMs"> {
  const dataOf = (name: string): unknown => messages.find((message) => message.name === name)?.data;
  const cached = fieldOf(dataOf("execution_cached"), "nodes");
  const [start, end] = ["execution_start", "execution_success"].map((name) => numberIn(fieldOf(dataOf(name), "timestamp")));
  return {
    cachedNodes: Array.isArray(cached) ? cached.filter((id) => typeof id === "string").toSorted() : null,
    tookMs: start == null || end == null ? null : Math.max(0, end - start),
  };
}

function readOutputs(outputs: unknown): PromptSuccess["outputs"] {
  const entries = Object.entries(objectIn(outputs) ?? {});
  return new Map(entries.map(([nodeId, output]) => [nodeId, listIn(fieldOf(output, "images")).flatMap(readFile)]));
}

function readFile(value: unknown): readonly OutputFile[] {
  const filename = textIn(fieldOf(value, "filename"));
  if (filename === null) return [];
  return [{ filename, subfolder: textIn(fieldOf(value, "subfolder")) ?? "", type: textIn(fieldOf(value, "type")) ?? "output" }];
}
