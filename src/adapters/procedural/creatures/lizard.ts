import type { Brief } from "../brief.ts";
import { isBlinking, paintEye } from "../face.ts";
import { div, sin256 } from "../integers.ts";
import { triples } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, limb, poly, stroke } from "../shapes.ts";
import { says } from "../words.ts";

/** A short leg set out to the side, with three toes. */
function paintLeg(
  sketch: Sketch,
  brief: Brief,
  leg: { readonly x: number; readonly phase: number; readonly ramp: Ramp; readonly bias: number },
): void {
  const { x, ramp, bias } = leg;
  const step = brief.motion.isMoving ? div(sin256(brief.motion.angle + leg.phase) * 45, 256) : 0;
  const part = chain(
    sketch,
    [
      [x, 740, 66],
      [x + 40 + step, 830, 52],
      [x + 20 + step, 915, 40],
    ],
    { ramp, bias },
  );
  for (const toe of [-10, 38, 84]) limb(sketch, [x + 20 + step, 925, 26, x + toe + step, 945, 20], { ramp, bias, into: part });
}

function paintTail(sketch: Sketch, brief: Brief, ramp: Ramp): void {
  const wag = cells(sketch, brief.motion.sway);
  const rise = cells(sketch, brief.motion.rise);
  chain(
    sketch,
    [
      [330, 700, 120],
      [190, 760, 84],
      [90, 700 + rise, 56],
      [90, 560 + rise, 40],
      [160 + wag, 450 + rise, 28],
    ],
    { ramp },
  );
  if (!says(brief.reading, "glow", "glowing", "lantern", "ember", "fire", "coal", "light")) return;
  ellipse(sketch, [175 + wag, 390 + rise, 92, 92], { ramp: RAMPS.fire, bias: 60 });
  ellipse(sketch, [160 + wag, 370 + rise, 44, 44], { ramp: RAMPS.fire, tone: 6, lineless: true });
}

function paintHead(sketch: Sketch, brief: Brief, ramp: Ramp): void {
  const { accent } = brief.scheme;
  for (const [x, y] of [
    [590, 560],
    [560, 640],
    [600, 710],
  ] as const) {
    chain(
      sketch,
      [
        [640, 640, 30],
        [x, y, 26],
        [x - 60, y - 20, 14],
      ],
      { ramp: accent },
    );
  }
  const head = limb(sketch, [690, 610, 165, 830, 650, 120], { ramp });
  limb(sketch, [700, 730, 56, 850, 730, 50], { ramp: RAMPS.bone, on: head });
  stroke(
    sketch,
    [
      [650, 700],
      [740, 728],
      [850, 715],
      [935, 670],
    ],
    { ramp, tone: 0, on: head },
  );
  ellipse(sketch, [915, 610, 16, 12], { ramp, tone: 0, lineless: true });
  ellipse(sketch, [730, 500, 86, 82], { ramp, bias: 20 });
  paintEye(sketch, { x: 742, y: 500, size: 52, iris: accent, isClosed: isBlinking(brief) });
}

/** A newt or lizard from the side: low, long, with a tail that curls up. */
export function paintLizard(sketch: Sketch, brief: Brief): void {
  const { primary: ramp, secondary } = brief.scheme;
  const bob = cells(sketch, brief.motion.rise) >> 1;
  paintTail(sketch, brief, ramp);
  paintLeg(sketch, brief, { x: 370, phase: 128, ramp, bias: -70 });
  paintLeg(sketch, brief, { x: 660, phase: 0, ramp, bias: -70 });
  moved(sketch, { dy: bob }, () => {
    const trunk = limb(sketch, [360, 690, 150, 640, 670, 140], { ramp });
    limb(sketch, [360, 800, 60, 660, 790, 60], { ramp: RAMPS.bone, on: trunk, bias: -20 });
    const stream = brief.traits("lizard");
    for (const [x, y, r] of triples("330,600,40 430,570,48 530,570,40 600,600,34 390,660,28 490,650,32")) {
      if (stream.nextBelow(4) > 0) ellipse(sketch, [x, y, r, r], { ramp: secondary, on: trunk });
    }
    if (stream.nextBelow(2) === 0) {
      for (const x of [330, 410, 490, 570])
        poly(
          sketch,
          [
            [x - 40, 560],
            [x, 470],
            [x + 40, 560],
          ],
          { ramp: secondary, bevel: 24, behind: true },
        );
    }
    paintHead(sketch, brief, ramp);
  });
  paintLeg(sketch, brief, { x: 310, phase: 0, ramp, bias: 0 });
  paintLeg(sketch, brief, { x: 600, phase: 128, ramp, bias: 0 });
}
