import type { Brief } from "./brief.ts";
import { div } from "./integers.ts";
import { RAMPS, type Ramp } from "./ramps.ts";
import { cells, unitOf, type Sketch } from "./sketch.ts";
import { box, ellipse, stroke } from "./shapes.ts";

export interface EyeSpot {
  readonly x: number;
  readonly y: number;
  /** Half width in design units before the style's cuteness. */
  readonly size: number;
  /** Colour below the pupil; dark throughout without one. */
  readonly iris?: Ramp;
  /** White round the pupil. */
  readonly white?: boolean;
  readonly isClosed?: boolean;
}

/** Whether the creature blinks in this frame: once per loop, late in it. */
export function isBlinking(brief: Brief): boolean {
  const { motion } = brief;
  return motion.isMoving && motion.count >= 4 && motion.index === motion.count - 2;
}

/** Paints one eye: dark oval, glint at the upper left, colour below. */
export function paintEye(sketch: Sketch, spot: EyeSpot): void {
  const unit = unitOf(sketch);
  const half = Math.max(cells(sketch, 1) >> 1, div(spot.size * sketch.style.cutePct, 100));
  const tall = div(half * 13, 10);
  if (spot.isClosed === true) {
    const shut = { ramp: RAMPS.ink, tone: 1, lineless: true };
    stroke(
      sketch,
      [
        [spot.x - half, spot.y],
        [spot.x, spot.y + div(half, 2)],
        [spot.x + half, spot.y],
      ],
      shut,
    );
    return;
  }
  if (spot.white === true)
    ellipse(sketch, [spot.x, spot.y, half + cells(sketch, 1), tall + cells(sketch, 1)], {
      ramp: RAMPS.white,
      tone: 5,
      lineless: true,
    });
  const dark = ellipse(sketch, [spot.x, spot.y, half, tall], { ramp: RAMPS.ink, tone: 1, lineless: true });
  if (spot.iris !== undefined && unit >= 40) {
    ellipse(sketch, [spot.x, spot.y + div(tall, 2), half, div(tall * 2, 3)], {
      ramp: spot.iris,
      tone: 3,
      on: dark,
      lineless: true,
    });
  }
  if (unit < 20) return;
  const glint = unit >= 56 ? 2 : 1;
  const size = cells(sketch, glint);
  box(sketch, [spot.x - div(half * 2, 3), spot.y - div(tall * 2, 3), size, size], {
    ramp: RAMPS.white,
    tone: 6,
    on: dark,
    lineless: true,
  });
}

/** Paints a pair of eyes, level, `gap` apart from the middle line `x`. */
export function paintEyes(sketch: Sketch, spot: EyeSpot, gap: number): void {
  paintEye(sketch, { ...spot, x: spot.x - gap });
  paintEye(sketch, { ...spot, x: spot.x + gap });
}
