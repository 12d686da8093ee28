import type { UiOutput } from "./history.ts";
import type { Life } from "./life.ts";
import { PythonFloat, type PythonObject, type PythonValue } from "./python-json.ts";
import type { QueueItem } from "./queue.ts";

/** Tells the client of a prompt how its run goes. */
export interface RunEvents {
  /** What history keeps of it. */
  readonly messages: [event: string, data: PythonObject][];
  /** An event that history keeps too; `isForAll` sends it to everyone where the prompt has no client. */
  keep(type: string, data: PythonObject, isForAll?: boolean): void;
  /** An event for the client only; nobody hears it where the prompt has no client. */
  tell(type: string, data: PythonObject): void;
  executing(node: string): void;
  executed(node: string, output: UiOutput | null): void;
  nodeState(node: string, state: NodeState): void;
  /** A step of a sampler, with its preview if there is one. */
  step(node: string, at: { value: number; max: number }, preview: Uint8Array | null): void;
}

export interface NodeState {
  readonly value: PythonValue;
  readonly max: PythonValue;
  readonly state: "running" | "finished";
}

const ONE = new PythonFloat(1);
/** Nodes without steps of their own count from 0.0 to 1.0. */
export const BEGUN: NodeState = { value: new PythonFloat(0), max: ONE, state: "running" };
export const DONE: NodeState = { value: ONE, max: ONE, state: "finished" };
/** A result that came from the cache. */
export const DONE_BEFORE: NodeState = { value: 1, max: 1, state: "finished" };

/** Binary frames: 1 is a bare picture, 4 one with metadata. Format 1 is JPEG. */
const BARE_PREVIEW = 1;
const PREVIEW_WITH_METADATA = 4;
const JPEG = 1;

export function openRunEvents(life: Life, item: QueueItem, nowMs: () => number): RunEvents {
  const { sockets } = life;
  const { clientId, id } = item;
  const states: PythonObject = {};
  const messages: [string, PythonObject][] = [];
  const tell = (type: string, data: PythonObject) => {
    if (clientId !== null) sockets.send({ type, data }, clientId);
  };
  const about = (node: string) => ({
    node_id: node,
    prompt_id: id,
    display_node_id: node,
    parent_node_id: null,
    real_node_id: node,
  });
  const nodeState = (node: string, state: NodeState) => {
    states[node] = { ...state, ...about(node) };
    sockets.send({ type: "progress_state", data: { prompt_id: id, nodes: states } }, clientId);
  };
  return {
    messages,
    tell,
    keep: (type, data, isForAll = false) => {
      const stamped = { ...data, timestamp: nowMs() };
      messages.push([type, stamped]);
      if (clientId !== null || isForAll) sockets.send({ type, data: stamped }, clientId);
    },
    executing: (node) => tell("executing", { node, display_node: node, prompt_id: id }),
    executed: (node, output) =>
      tell("executed", { node, display_node: node, output: output as PythonObject | null, prompt_id: id }),
    nodeState,
    step: (node, { value, max }, preview) => {
      nodeState(node, { value, max, state: "running" });
      const sendPreview = () => {
        if (preview !== null)
          sockets.sendBinary((hasMetadata) => previewFrame(preview, hasMetadata ? about(node) : null), clientId);
      };
      // As recorded: with metadata the picture goes before the number, without it after.
      const isFirst = sockets.hasMetadata(clientId);
      if (isFirst) sendPreview();
      sockets.send({ type: "progress", data: { value, max, prompt_id: id, node } }, clientId);
      if (!isFirst) sendPreview();
    },
  };
}

function previewFrame(image: Uint8Array, about: PythonObject | null): Uint8Array {
  if (about === null) return Buffer.concat([bigEndian(BARE_PREVIEW), bigEndian(JPEG), image]);
  const metadata = Buffer.from(JSON.stringify({ ...about, image_type: "image/jpeg" }));
  return Buffer.concat([bigEndian(PREVIEW_WITH_METADATA), bigEndian(metadata.length), metadata, image]);
}

function bigEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
