import { once } from "node:events";
import { WebSocket } from "ws";

/** A socket that writes down what it hears, in the words of the recording. */
export interface Listener {
  readonly frames: string[];
  send(text: string): void;
  /** Waits until a frame holds that text, and takes all frames up to it. */
  hear(text: string): Promise<string[]>;
  close(): Promise<void>;
}

/** @param path  E.g. `/ws?clientId=me`. */
export async function listen(url: string, path: string): Promise<Listener> {
  const socket = new WebSocket(`${url.replace("http", "ws")}${path}`);
  const frames: string[] = [];
  let onFrame = () => undefined as void;
  socket.on("message", (bytes, isBinary) => {
    frames.push(isBinary ? describeBinary(bytes as Buffer) : (bytes as Buffer).toString("utf8"));
    onFrame();
  });
  await once(socket, "open");
  return {
    frames,
    send: (text) => socket.send(text),
    hear: async (text) => {
      // Every frame is looked at once: thousands may come.
      for (let at = 0; ;) {
        for (; at < frames.length; at++) {
          if (frames[at]?.includes(text) === true) return frames.splice(0, at + 1);
        }
        await new Promise<void>((done) => void (onFrame = () => done()));
      }
    },
    close: async () => {
      if (socket.readyState === socket.CLOSED) return;
      socket.close();
      await once(socket, "close");
    },
  };
}

function describeBinary(bytes: Buffer): string {
  const type = bytes.readUInt32BE(0);
  const length = bytes.readUInt32BE(4);
  if (type === 1) return `BIN type=1 fmt=${length} magic=${bytes.toString("hex", 8, 12)} len=${bytes.length - 8}`;
  const metadata = bytes.toString("utf8", 8, 8 + length);
  return `BIN type=${type} metalen=${length} meta=${metadata} magic=${bytes.toString("hex", 8 + length, 12 + length)}`;
}
