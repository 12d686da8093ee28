import { assert } from "../../core/assert.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { FrameName } from "../../core/live/messages.ts";

/** Consecutive events as bytes of an event stream. Never changed, so any number of readers share it. */
export interface FrameBlock {
  /** Seq of its first and of its last event. */
  readonly first: number;
  readonly through: number;
  readonly bytes: Buffer;
  /** Where each event's frame begins. */
  readonly starts: readonly number[];
}

/** Serialises consecutive events, at least one. */
export function frameEvents(events: readonly StoredEvent[]): FrameBlock {
  const first = events[0]?.seq ?? 0;
  assert(first > 0, "a block has an event");
  const starts: number[] = [];
  let end = 0;
  const frames = events.map((event, index) => {
    assert(event.seq === first + index, "the events of a block follow each other without gaps");
    // JSON never holds a raw line break, so nothing in an event can end its frame early or begin another.
    const frame = `event: event\nid: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
    starts.push(end);
    end += Buffer.byteLength(frame);
    return frame;
  });
  return { first, through: first + events.length - 1, bytes: Buffer.from(frames.join("")), starts };
}

/** The bytes of a block's events after `since`, without copying. */
export function framesAfter(block: FrameBlock, since: number): Buffer {
  assert(since >= block.first - 1, "what a reader misses is in the block");
  return since >= block.through
    ? block.bytes.subarray(block.bytes.length)
    : block.bytes.subarray(block.starts[since + 1 - block.first]);
}

/** Two blocks, the second of which goes on where the first ends, as one. */
export function joinBlocks(block: FrameBlock, more: FrameBlock): FrameBlock {
  assert(more.first === block.through + 1, "joined blocks follow each other");
  const starts = [...block.starts, ...more.starts.map((start) => block.bytes.length + start)];
  return { first: block.first, through: more.through, bytes: Buffer.concat([block.bytes, more.bytes]), starts };
}

/** A frame without an id: it is no event, and a reader that reconnects does not get it again. */
export function frameMessage(name: Exclude<FrameName, "event">, data: unknown): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
