import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** A line longer than this is told in pieces, so that a program that never ends one cannot fill the memory. Guess. */
const LINE_MAX_LENGTH = 64 * 1024;

/** What was kept of a stream. */
interface Kept {
  readonly text: string;
  /** Whether the stream was longer than what was kept. */
  readonly isCut: boolean;
}

interface StreamListeners {
  /** Called with each piece as it comes. */
  readonly onBytes: (bytes: Buffer) => void;
  /** Called with each line without its end. */
  readonly onLine: ((line: string) => void) | undefined;
}

/**
 * Reads a stream to its end and keeps its last `maxBytes`: what went wrong stands at the end.
 *
 * @returns A function that answers what is kept; call it when the stream has ended.
 */
export function keepLast(stream: Readable, maxBytes: number, listeners: StreamListeners): () => Kept {
  const pieces: Buffer[] = [];
  let [held, isCut] = [0, false];
  const lines = splitLines(listeners.onLine);
  stream.on("data", (bytes: Buffer) => {
    listeners.onBytes(bytes);
    lines.push(bytes);
    pieces.push(bytes);
    held += bytes.length;
    while (held - (pieces[0]?.length ?? 0) >= maxBytes && pieces.length > 1) {
      held -= pieces.shift()?.length ?? 0;
      isCut = true;
    }
  });
  return () => {
    lines.end();
    const all = Buffer.concat(pieces);
    const kept = all.subarray(Math.max(0, all.length - maxBytes));
    return { text: kept.toString("utf8"), isCut: isCut || kept.length < all.length };
  };
}

function splitLines(onLine: ((line: string) => void) | undefined) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const push = (bytes: Buffer): void => {
    if (onLine === undefined) {
      return;
    }
    const parts = (rest + decoder.write(bytes)).split("\n");
    rest = parts.pop() ?? "";
    parts.forEach((line) => onLine(line.endsWith("\r") ? line.slice(0, -1) : line));
    if (rest.length > LINE_MAX_LENGTH) {
      onLine(rest);
      rest = "";
    }
  };
  const end = (): void => {
    if (rest !== "") {
      onLine?.(rest);
      rest = "";
    }
  };
  return { push, end };
}
