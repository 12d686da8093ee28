import type { WebSocket } from "ws";
import { decodePreview, type PreviewFrame } from "../../core/comfyui/decode-preview.ts";
import type { ServerAddress } from "../../core/comfyui/judge-address.ts";
import { readMessage, type SocketMessage } from "../../core/comfyui/read-message.ts";
import { judgedLookup } from "./judged-lookup.ts";

/** What the server's socket says, to whom it concerns. It is progress only: nothing depends on hearing any of it. */
export interface SocketListener {
  onMessage(message: SocketMessage): void;
  onPreview(preview: PreviewFrame): void;
  /** It was lost, and is there again: the server may be another one now. */
  readonly onReopened: () => void;
}

/** One connection, opened again whenever it is lost, until it is closed. */
export interface ProgressSocket {
  close(): Promise<void>;
}

/** Largest frame: a preview has at most 512 pixels on a side; the list of nodes of a large workflow is larger. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const LIMITS = { maxPayload: MAX_FRAME_BYTES, followRedirects: false, handshakeTimeout: 5_000, perMessageDeflate: false };
/** First wait before another try, doubled with each, at most so long. */
const RETRY_MS = { first: 250, most: 10_000 };
/** The first frame we send: previews then say whose they are. Source: comfyui.md 1.5. */
const HANDSHAKE = JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } });

const decoder = new TextDecoder();

/**
 * Listens to a server under a client id. A connection is over for good before the next one is made: while an old one of
 * the same id lives, its end would silence the new one (comfyui.md 1.6).
 */
export function openSocket(server: ServerAddress, clientId: string, listener: SocketListener): ProgressSocket {
  let waitMs = RETRY_MS.first;
  let timer: NodeJS.Timeout | undefined;
  let socket: WebSocket | undefined;
  let isOpen = true;
  let wasOpen = false;
  const connect = async (): Promise<void> => {
    // Loaded with the first connection: most commands meet no server.
    const { WebSocket } = await import("ws");
    if (!isOpen) return;
    const url = `${server.url.replace(/^http/, "ws")}/api/ws?clientId=${encodeURIComponent(clientId)}`;
    socket = new WebSocket(url, { ...LIMITS, lookup: judgedLookup(server.secure) });
    socket.on("open", () => {
      waitMs = RETRY_MS.first;
      socket?.send(HANDSHAKE);
      if (socket !== undefined) watchLife(socket);
      if (wasOpen) listener.onReopened();
      wasOpen = true;
    });
    socket.on("message", (data, isBinary) => hear(data as Buffer, isBinary, listener));
    // What went wrong is of no interest: `close` always follows, and polling is the authority.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (!isOpen) return;
      timer = setTimeout(() => void connect(), waitMs).unref();
      waitMs = Math.min(waitMs * 2, RETRY_MS.most);
    });
  };
  void connect();
  return {
    async close() {
      isOpen = false;
      clearTimeout(timer);
      const closing = socket;
      if (closing === undefined || closing.readyState === closing.CLOSED) return;
      const closed = new Promise<void>((resolve) => void closing.once("close", resolve));
      closing.terminate();
      await closed;
    },
  };
}

/** The server never asks whether we live, and a connection that a router forgot ends without a word. */
const LIFE_MS = 20_000;

/** Ends a connection on which nothing came back, not even to a question, so that it is made anew. */
function watchLife(socket: WebSocket): void {
  let isAlive = true;
  const noteLife = (): void => void (isAlive = true);
  socket.on("message", noteLife).on("pong", noteLife);
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, LIFE_MS).unref();
  socket.on("close", () => clearInterval(timer));
}

function hear(data: Buffer, isBinary: boolean, listener: SocketListener): void {
  if (isBinary) {
    const preview = decodePreview(data, (bytes) => decoder.decode(bytes));
    if (preview !== undefined) listener.onPreview(preview);
    return;
  }
  const message = readMessage(data.toString());
  if (message !== undefined) listener.onMessage(message);
}
