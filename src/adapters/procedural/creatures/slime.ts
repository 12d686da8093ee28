import type { Brief } from "../brief.ts";
import { pairs } from "../points.ts";
import { isBlinking, paintEyes } from "../face.ts";
import { div } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, lathe, limb, poly, stroke } from "../shapes.ts";
import { says } from "../words.ts";

/** A stub of candle whose flame leans. */
function paintCandle(sketch: Sketch, lean: number, rise: number): void {
  lathe(sketch, pairs("190,44 230,56 320,60 350,60"), { ramp: RAMPS.bone });
  limb(sketch, [500, 205, 12, 500 + (lean >> 1), 165, 12], { ramp: RAMPS.wood });
  const flame = lathe(
    sketch,
    [
      [20 + rise, 6, 500 + lean * 2],
      [90, 34, 500 + lean],
      [140, 54],
      [180, 40],
      [196, 14],
    ],
    { ramp: RAMPS.fire, tone: 3 },
  );
  lathe(
    sketch,
    [
      [84 + rise, 4, 500 + lean],
      [135, 26],
      [170, 26],
      [186, 12],
    ],
    { ramp: RAMPS.fire, tone: 5, on: flame },
  );
}

/** What a slime wears: by words, else by its take. */
function paintTop(sketch: Sketch, brief: Brief): void {
  const { accent, trim } = brief.scheme;
  const lean = cells(sketch, brief.motion.sway);
  if (says(brief.reading, "candle", "wick", "wax", "lamp")) {
    paintCandle(sketch, lean, cells(sketch, brief.motion.rise));
    return;
  }
  const wears = says(brief.reading, "king", "queen", "crown", "royal") ? 0 : 1 + brief.traits("slime/top").nextBelow(4);
  if (wears === 0) {
    poly(sketch, pairs("370,300 350,150 430,215 500,120 570,215 650,150 630,300"), { ramp: trim, bevel: 45 });
    ellipse(sketch, [500, 245, 32, 32], { ramp: accent, lineless: true });
  } else if (wears === 1) {
    limb(sketch, [500, 300, 22, 500 + lean, 205, 16], { ramp: RAMPS.leafm });
    poly(
      sketch,
      [
        [500 + lean, 215],
        [560 + lean, 110],
        [720 + lean, 105],
        [660 + lean, 205],
      ],
      { ramp: RAMPS.grass, bevel: 40 },
    );
  } else if (wears === 2) {
    chain(
      sketch,
      [
        [420, 330, 30],
        [370 + lean, 220, 20],
        [340 + lean, 170, 34],
      ],
      { ramp: brief.scheme.primary },
    );
    chain(
      sketch,
      [
        [580, 330, 30],
        [630 + lean, 220, 20],
        [660 + lean, 170, 34],
      ],
      { ramp: brief.scheme.primary },
    );
  } else if (wears === 3) {
    poly(
      sketch,
      [
        [455, 330],
        [500 + lean, 120],
        [545, 330],
      ],
      { ramp: RAMPS.bone, bevel: 40 },
    );
  } else {
    chain(
      sketch,
      [
        [500, 330, 60],
        [500 + div(lean, 2), 250, 34],
        [520 + lean, 190, 16],
      ],
      { ramp: brief.scheme.primary },
    );
  }
}

/** Small dark bubbles and the bright core that shows through the body. */
function paintInside(sketch: Sketch, brief: Brief, body: number): void {
  const { primary } = brief.scheme;
  const stream = brief.traits("slime/bubbles");
  ellipse(sketch, [500, 830, 340, 90], { ramp: primary, bias: 60, on: body });
  for (let bubble = 0; bubble < 4; bubble += 1) {
    const x = 250 + stream.nextBelow(500);
    const y = 790 + stream.nextBelow(90);
    ellipse(sketch, [x, y, 24, 24], { ramp: primary, tone: 5, on: body });
  }
}

/** A drop of jelly with a face. */
export function paintSlime(sketch: Sketch, brief: Brief): void {
  const { primary } = brief.scheme;
  const { motion } = brief;
  const stretchY = 100 + motion.rise * 4;
  moved(sketch, { stretchX: 100 - motion.rise * 3, stretchY, pivot: [500, 960], dy: 0 }, () => {
    paintTop(sketch, brief);
    const body = lathe(sketch, pairs("270,60 292,170 350,268 460,345 600,392 760,432 880,442 938,410 968,320"), {
      ramp: primary,
    });
    paintInside(sketch, brief, body);
    ellipse(sketch, [355, 455, 62, 40], { ramp: primary, tone: 6, on: body });
    ellipse(sketch, [285, 560, 24, 30], { ramp: primary, tone: 5, on: body });
    const look = cells(sketch, motion.sway) >> 1;
    const face = { x: 510 + look, y: 600, size: 52, isClosed: isBlinking(brief) };
    paintEyes(sketch, face, 135);
    const mouth = { ramp: RAMPS.ink, tone: 1, lineless: true };
    stroke(
      sketch,
      [
        [450 + look, 715],
        [480 + look, 742],
        [540 + look, 742],
        [570 + look, 715],
      ],
      mouth,
    );
    for (const side of [-1, 1])
      ellipse(sketch, [510 + look + side * 225, 690, 44, 24], { ramp: RAMPS.skin1, flat: 120, on: body, tone: 3 });
  });
}
