import type { ServerResponse } from "node:http";
import { framesAfter, type FrameBlock } from "./frame-block.ts";

export interface ReaderOptions {
  /** It has everything up to this seq. */
  readonly since: number;
  /** More than so many bytes that the client has yet to take, when more comes, and it is cut. */
  readonly capBytes: number;
  /** The block that goes on after a seq; undefined at the head. */
  readonly blockAfter: (since: number) => FrameBlock | undefined;
}

/** One client of the stream. */
export interface Reader {
  /** Hands it whatever of the log it has not had, as fast as it takes it. */
  catchUp(): void;
  /** Hands it a block that was just committed; what it has had is left out, and what it misses comes from the log. */
  offer(block: FrameBlock): void;
  /** Hands it bytes that are no event. */
  tell(bytes: Buffer): void;
  /** Counts a heartbeat; who takes nothing for a dozen of them is cut. */
  beat(bytes: Buffer): void;
  /** Says its last words and ends the response. */
  end(bytes: Buffer): void;
  /** Ends it without a word. */
  cut(): void;
}

/** Heartbeats (a minute of them) that may pass while a client takes nothing of its backlog. */
const PATIENCE = 12;

/**
 * While it catches up, a reader is given one block at a time and the next when it has taken that; from then on it is given
 * everything at once. `sent` alone decides what it gets, so it does not matter in which order reads and announcements come.
 */
export function createReader(res: ServerResponse, { since, capBytes, blockAfter }: ReaderOptions): Reader {
  let sent = since;
  let isFull = false;
  let beatsFull = 0;
  const put = (bytes: Buffer): boolean => {
    if (!isFull && res.writableLength > capBytes) res.destroy();
    return res.destroyed || res.write(bytes);
  };
  const catchUp = (): void => {
    while (!isFull && !res.destroyed) {
      const block = blockAfter(sent);
      if (block === undefined) return;
      isFull = !put(framesAfter(block, sent));
      sent = block.through;
    }
  };
  res.on("drain", () => {
    isFull = false;
    beatsFull = 0;
    catchUp();
  });
  return {
    catchUp,
    offer(block) {
      if (isFull || block.through <= sent) return;
      if (block.first > sent + 1) {
        catchUp();
        return;
      }
      put(framesAfter(block, sent));
      sent = block.through;
    },
    tell: (bytes) => void put(bytes),
    beat(bytes) {
      beatsFull = isFull ? beatsFull + 1 : 0;
      if (beatsFull > PATIENCE) res.destroy();
      put(bytes);
    },
    end: (bytes) => void res.end(bytes),
    cut: () => void res.destroy(),
  };
}
