import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { writePythonJson } from "./python-json.ts";

/** Sockets by the client id they came with. */
export interface Sockets {
  /** @param first  Messages that greet it, after its id is known. */
  accept(socket: WebSocket, clientId: string | null, first: (sid: string) => readonly ServerMessage[]): void;
  /** To one client, or to everyone for null. Nobody there is no fault. */
  send(message: ServerMessage, sid: string | null): void;
  /** @param frame  Builds the frame for a client that did, or did not, announce preview metadata. */
  sendBinary(frame: (hasMetadata: boolean) => Uint8Array, sid: string | null): void;
  hasMetadata(sid: string | null): boolean;
  /** Tears one client's connection, or all, without a word. */
  drop(sid: string | null): void;
}

export interface ServerMessage {
  readonly type: string;
  readonly data: unknown;
}

interface Registered {
  readonly socket: WebSocket;
  hasMetadata: boolean;
}

/** @param rules  Asked each time: whether a closing socket takes a newer one of the same id out of the table, as real servers do. */
export function openSockets(rules: { unregistersNewer(): boolean; features(): unknown }): Sockets {
  const table = new Map<string, Registered>();
  const all = new Set<WebSocket>();
  const targets = (sid: string | null) => [...table].filter(([id]) => sid === null || id === sid).map(([, entry]) => entry);
  const write = (socket: WebSocket, message: ServerMessage) => {
    if (socket.readyState === socket.OPEN) socket.send(writePythonJson(message));
  };

  function unregister(sid: string, entry: Registered): void {
    if (rules.unregistersNewer() || table.get(sid) === entry) table.delete(sid);
  }

  return {
    accept: (socket, clientId, first) => {
      const sid = clientId ?? randomUUID().replaceAll("-", "");
      const entry: Registered = { socket, hasMetadata: false };
      table.set(sid, entry);
      all.add(socket);
      socket.on("error", () => socket.terminate());
      socket.on("close", () => {
        all.delete(socket);
        unregister(sid, entry);
      });
      // Only the very first frame may announce features; everything else from a client is ignored.
      socket.once("message", (frame, isBinary) => {
        const features = isBinary ? null : readFeatures((frame as Buffer).toString("utf8"));
        if (features === null) return;
        entry.hasMetadata = features["supports_preview_metadata"] === true;
        write(socket, { type: "feature_flags", data: rules.features() });
      });
      for (const message of first(sid)) write(socket, message);
    },
    send: (message, sid) => {
      for (const { socket } of targets(sid)) write(socket, message);
    },
    sendBinary: (frame, sid) => {
      for (const { socket, hasMetadata } of targets(sid)) {
        if (socket.readyState === socket.OPEN) socket.send(frame(hasMetadata && sid !== null));
      }
    },
    hasMetadata: (sid) => (sid === null ? false : table.get(sid)?.hasMetadata === true),
    drop: (sid) => {
      const dropped = sid === null ? [...all] : targets(sid).map((entry) => entry.socket);
      for (const socket of dropped) socket.terminate();
    },
  };
}

function readFeatures(text: string): Record<string, unknown> | null {
  try {
    const message = JSON.parse(text) as { type?: unknown; data?: unknown };
    return message.type === "feature_flags" ? ((message.data ?? {}) as Record<string, unknown>) : null;
  } catch (error) {
    // The real server logs it and goes on.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
