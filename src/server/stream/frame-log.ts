import type { StoredEvent } from "../../core/events/event.ts";
import { frameEvents, joinBlocks, type FrameBlock } from "./frame-block.ts";

/** Where the log's events are read from. */
export type ReadEvents = (query: { readonly since: number; readonly limit: number }) => {
  readonly events: readonly StoredEvent[];
};

/** The log as blocks of frames, each made once and kept while there is room. */
export interface FrameLog {
  /** The block that goes on after `since`; undefined when `since` is the head. */
  after(since: number, head: number): FrameBlock | undefined;
}

/** Events in a block: large enough to write with few calls, small enough that one reader never holds much. */
const BLOCK = 500;
/** Most bytes of blocks to keep. */
const KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Blocks are aligned (seq 1 to 500, 501 to 1000, …), so that readers who ask from different places share them. The last,
 * unfilled block is kept too and continued when the log has grown.
 */
export function createFrameLog(readEvents: ReadEvents, keptBytes = KEPT_BYTES): FrameLog {
  const blocks = new Map<number, FrameBlock>();
  let bytes = 0;
  const keep = (index: number, block: FrameBlock): void => {
    bytes += block.bytes.length - (blocks.get(index)?.bytes.length ?? 0);
    // A map lists its keys in the order of insertion: the first is what was used longest ago.
    blocks.delete(index);
    blocks.set(index, block);
    for (const [oldest, { bytes: oldBytes }] of blocks) {
      if (bytes <= keptBytes || oldest === index) return;
      bytes -= oldBytes.length;
      blocks.delete(oldest);
    }
  };
  return {
    after(since, head) {
      if (since >= head) return undefined;
      const index = Math.floor(since / BLOCK);
      const known = blocks.get(index);
      const through = Math.min((index + 1) * BLOCK, head);
      const block = known !== undefined && known.through >= through ? known : read(known, { from: index * BLOCK, through });
      if (block !== undefined) keep(index, block);
      return block !== undefined && block.through > since ? block : undefined;
    },
  };

  function read(known: FrameBlock | undefined, { from, through }: { from: number; through: number }): FrameBlock | undefined {
    const since = known?.through ?? from;
    const { events } = readEvents({ since, limit: through - since });
    if (events.length === 0) return known;
    const more = frameEvents(events);
    return known === undefined ? more : joinBlocks(known, more);
  }
}
