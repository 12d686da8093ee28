import { fieldOf, numberIn, objectIn, textIn } from "./fields.ts";
import { parsePythonJson } from "./parse-json.ts";

/** What the socket says that bears on a prompt; everything else is ignored, whatever node packs may send. */
export type SocketMessage =
  /** A node runs, or is so many steps on. */
  | {
      readonly kind: "progress";
      readonly promptId: string;
      readonly node: string | null;
      readonly value: number;
      readonly max: number;
    }
  /** The prompt left the worker, well or not: its history can be read. */
  | { readonly kind: "ended"; readonly promptId: string }
  /** Prompts on the server, whoever asked for them. */
  | { readonly kind: "queue"; readonly remaining: number };

/** How the server's own frames begin. Most by far are snapshots of all nodes, which say nothing that `progress` does not. */
const OPENING = /^\{"type": ?"([a-z_]+)"/;
const READ: ReadonlySet<string> = new Set(["status", "progress", "executing"]);

/**
 * Reads a text frame of the socket.
 *
 * @returns undefined for what is of no use here, or is not what ComfyUI sends.
 * Source: comfyui.md 1.4, 1.5; SPEC.md CF30, CF31.
 */
export function readMessage(text: string): SocketMessage | undefined {
  const opening = OPENING.exec(text)?.[1];
  if (opening !== undefined && !READ.has(opening)) return undefined;
  const message = parsePythonJson(text);
  const data = fieldOf(message, "data");
  const promptId = textIn(fieldOf(data, "prompt_id"));
  const type = fieldOf(message, "type");
  if (type === "status") {
    const remaining = numberIn(fieldOf(fieldOf(fieldOf(data, "status"), "exec_info"), "queue_remaining"));
    return remaining === null ? undefined : { kind: "queue", remaining };
  }
  if (promptId === null) return undefined;
  if (type === "progress") return progressOf(promptId, data);
  if (type !== "executing") return undefined;
  const node = textIn(fieldOf(data, "display_node")) ?? textIn(fieldOf(data, "node"));
  // Only this is the end: success is said before the history is written, and an error need not be the end.
  return objectIn(data)?.["node"] === null ? { kind: "ended", promptId } : { kind: "progress", promptId, node, value: 0, max: 0 };
}

function progressOf(promptId: string, data: unknown): SocketMessage {
  const value = numberIn(fieldOf(data, "value")) ?? 0;
  const max = numberIn(fieldOf(data, "max")) ?? 0;
  return { kind: "progress", promptId, node: textIn(fieldOf(data, "node")), value, max };
}
