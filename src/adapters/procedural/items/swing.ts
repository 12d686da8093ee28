import type { Brief } from "../brief.ts";
import { cos256, div, sin256 } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain } from "../shapes.ts";
import { says } from "../words.ts";

/** Whether the words ask for a blow rather than a hovering thing. */
function isSwung(brief: Brief): boolean {
  return brief.motion.isMoving && says(brief.reading, "swing", "swinging", "attack", "slash", "strike", "swung");
}

/** The arc that the tip leaves behind while it moves forward. */
function paintTrail(sketch: Sketch, turn: number, speed: number): void {
  const length = div(speed * 34, 256);
  if (length < 6) return;
  const points = [0, 1, 2, 3, 4, 5, 6, 7].map((step) => {
    const angle = turn - 32 - div(length * step, 7);
    return [250 + div(cos256(angle) * 880, 256), 750 + div(sin256(angle) * 880, 256), 10 + div(60 * (7 - step), 7)] as const;
  });
  chain(sketch, points, { ramp: RAMPS.spirit, tone: 5, lineless: true });
}

/** Moves an item as its animation wants: swung round its grip, or hovering. */
export function paintInMotion(sketch: Sketch, brief: Brief, paint: (sketch: Sketch, brief: Brief) => void): void {
  if (!isSwung(brief)) {
    moved(sketch, { dy: cells(sketch, brief.motion.rise) }, () => paint(sketch, brief));
    return;
  }
  const turn = div(-cos256(brief.motion.angle) * 36, 256);
  moved(sketch, { stretchX: 78, stretchY: 78, pivot: [300, 800] }, () => {
    paintTrail(sketch, turn, sin256(brief.motion.angle));
    moved(sketch, { turn, pivot: [250, 750] }, () => paint(sketch, brief));
  });
}
