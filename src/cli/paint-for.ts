import { createPaint, type Paint } from "./paint.ts";

/** A stream that may be a terminal. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Widest layout: longer lines are hard to read on any screen. */
const WIDEST = 140;

/** The look of what goes to a stream: colours only on a terminal that wants them, and only as wide as it is. */
export function paintFor(stream: Stream, wantsColour: boolean, env = process.env): Paint {
  const colour = wantsColour && stream.isTTY === true && (env["NO_COLOR"] ?? "") === "";
  return createPaint(colour, stream.isTTY === true ? Math.min(WIDEST, columnsOf(stream)) : Infinity);
}

/** What a terminal has room for; a stream that is none has no end. */
export function columnsOf(stream: Stream): number {
  return stream.isTTY === true ? stream.columns || 80 : Infinity;
}
