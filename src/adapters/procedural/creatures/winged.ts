import type { Brief } from "../brief.ts";
import { pairs } from "../points.ts";
import { isBlinking, paintEye, paintEyes } from "../face.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, limb, poly, stroke } from "../shapes.ts";
import { says } from "../words.ts";

interface Plumage {
  readonly body: Ramp;
  readonly wing: Ramp;
  readonly belly: Ramp;
}

function plumageOf(brief: Brief): Plumage {
  const { primary, secondary, isTold } = brief.scheme;
  if (says(brief.reading, "crow", "raven")) return { body: RAMPS.night, wing: RAMPS.obsidian, belly: RAMPS.night };
  if (says(brief.reading, "phoenix")) return { body: RAMPS.fire, wing: RAMPS.fire, belly: RAMPS.gold };
  return { body: primary, wing: isTold ? primary : secondary, belly: RAMPS.cloth };
}

/** A round songbird from the side, looking right; a wing that beats. */
export function paintBird(sketch: Sketch, brief: Brief): void {
  const { body, wing, belly } = plumageOf(brief);
  const beat = cells(sketch, brief.motion.rise * 3);
  const bob = cells(sketch, brief.motion.sway);
  const isSmall = says(brief.reading, "chick", "chicken", "duck");
  for (const [x, bias] of pairs("530,-60 430,0")) {
    stroke(
      sketch,
      [
        [x, 800],
        [x + 10, 945],
      ],
      { ramp: RAMPS.gold, tone: bias === 0 ? 3 : 2 },
    );
    chain(
      sketch,
      [
        [x - 20, 945, 14],
        [x + 75, 945, 14],
      ],
      { ramp: RAMPS.gold, bias },
    );
  }
  moved(sketch, { dy: bob >> 1 }, () => {
    poly(sketch, pairs("280,620 60,560 20,650 90,690 50,740 280,760"), { ramp: wing, bevel: 45 });
    const trunk = ellipse(sketch, [465, 620, 280, 240], { ramp: body });
    ellipse(sketch, [560, 700, 210, 180], { ramp: belly, on: trunk });
    const head = ellipse(sketch, [630, 350, 205, 195], { ramp: body, into: trunk });
    ellipse(sketch, [720, 430, 110, 90], { ramp: belly, on: head, bias: 10 });
    if (!isSmall) poly(sketch, pairs("560,190 470,60 590,120 640,20 680,165"), { ramp: wing, bevel: 30, behind: true });
    poly(sketch, pairs("800,320 960,400 800,450"), { ramp: RAMPS.gold, bevel: 45 });
    stroke(sketch, pairs("800,400 930,402"), { ramp: RAMPS.gold, tone: 1, lineless: true });
    paintEye(sketch, { x: 690, y: 330, size: 48, white: true, isClosed: isBlinking(brief) });
    const feathers = poly(
      sketch,
      [
        [560, 500 - beat],
        [330, 430 - beat],
        [150, 640 + beat],
        [190, 700 + beat],
        [250, 690 + beat],
        [290, 760 + beat],
        [370, 740 + beat],
        [450, 790],
        [560, 680],
      ],
      { ramp: wing, bevel: 60, flat: 150 },
    );
    stroke(
      sketch,
      [
        [270, 680 + beat],
        [400, 560],
      ],
      { ramp: wing, tone: 2, on: feathers },
    );
    stroke(
      sketch,
      [
        [370, 720 + beat],
        [480, 600],
      ],
      { ramp: wing, tone: 2, on: feathers },
    );
  });
}

/** A bat, facing us, wings spread. */
export function paintBat(sketch: Sketch, brief: Brief): void {
  const { primary, secondary } = brief.scheme;
  const coat = brief.scheme.isTold ? primary : RAMPS.night;
  const skin = brief.scheme.isTold ? secondary : RAMPS.dusk;
  const beat = cells(sketch, brief.motion.rise * 3);
  const bob = cells(sketch, brief.motion.sway);
  moved(sketch, { dy: -bob >> 1 }, () => {
    for (const side of [-1, 1]) {
      const x = (dx: number): number => 500 + side * dx;
      poly(
        sketch,
        [
          [x(100), 480],
          [x(270), 230 + beat],
          [x(480), 330 + beat],
          [x(450), 590 + beat],
          [x(375), 530 + beat],
          [x(320), 640],
          [x(240), 570],
          [x(180), 680],
        ],
        { ramp: skin, bevel: 30, bias: side > 0 ? -40 : 0 },
      );
      chain(
        sketch,
        [
          [x(110), 490, 34],
          [x(270), 240 + beat, 24],
          [x(478), 335 + beat, 14],
        ],
        { ramp: coat },
      );
      poly(
        sketch,
        [
          [x(60), 370],
          [x(175), 130],
          [x(220), 440],
        ],
        { ramp: coat, bevel: 40 },
      );
      poly(
        sketch,
        [
          [x(105), 370],
          [x(165), 210],
          [x(190), 400],
        ],
        { ramp: skin, tone: 3, lineless: true },
      );
    }
    ellipse(sketch, [500, 540, 225, 230], { ramp: coat });
    ellipse(sketch, [500, 660, 130, 90], { ramp: skin, bias: 30, lineless: true });
    paintEyes(sketch, { x: 500, y: 490, size: 48, iris: RAMPS.lava, isClosed: isBlinking(brief) }, 100);
    for (const side of [-1, 1])
      poly(
        sketch,
        [
          [500 + side * 40, 600],
          [500 + side * 90, 600],
          [500 + side * 65, 670],
        ],
        { ramp: RAMPS.white, tone: 5, lineless: true },
      );
    for (const side of [-1, 1]) limb(sketch, [500 + side * 80, 760, 26, 500 + side * 90, 820, 16], { ramp: coat });
  });
}
