import type { Brief } from "../brief.ts";
import { pairs, triples, type Points } from "../points.ts";
import { isBlinking, paintEye } from "../face.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, limb, poly, stroke } from "../shapes.ts";

interface Wing {
  readonly ramp: Ramp;
  readonly bone: Ramp;
  readonly x: number;
  readonly y: number;
  readonly lift: number;
  readonly bias: number;
}

/** A bat wing that rises from its shoulder, spread to the left. */
function paintWing(sketch: Sketch, wing: Wing): void {
  const { x, y, lift } = wing;
  const tip: readonly [number, number] = [x - 70, y - 390 + lift];
  const out: readonly [number, number] = [x - 320, y - 265 + lift];
  const low: readonly [number, number] = [x - 330, y - 40];
  const skin: Points = [[x, y], tip, out, [x - 285, y - 150], low, [x - 205, y - 55], [x - 150, y + 40], [x - 90, y + 5]];
  const part = poly(sketch, skin, { ramp: wing.ramp, bias: wing.bias - 30, bevel: 20 });
  for (const end of [out, low]) stroke(sketch, [[tip[0], tip[1] + 30], end], { ramp: wing.ramp, tone: 1, on: part });
  chain(
    sketch,
    [
      [x, y, 34],
      [tip[0], tip[1], 20],
      [out[0], out[1], 12],
    ],
    { ramp: wing.bone, bias: wing.bias },
  );
}

function paintTail(sketch: Sketch, brief: Brief): void {
  const { primary, accent } = brief.scheme;
  const wag = cells(sketch, brief.motion.sway);
  chain(
    sketch,
    [
      [400, 790, 130],
      [250, 880, 80],
      [120, 850 + wag, 50],
      [70, 740 + wag, 28],
    ],
    { ramp: primary },
  );
  poly(
    sketch,
    [
      [70, 750 + wag],
      [0, 700 + wag],
      [60, 590 + wag],
      [130, 690 + wag],
    ],
    { ramp: accent, bevel: 35 },
  );
}

function paintHead(sketch: Sketch, brief: Brief): void {
  const { primary, accent } = brief.scheme;
  chain(sketch, triples("560,250,44 470,170,30 420,90,14"), { ramp: RAMPS.bone, bias: -50 });
  const skull = ellipse(sketch, [640, 330, 160, 145], { ramp: primary });
  limb(sketch, [700, 370, 105, 830, 400, 76], { ramp: primary, into: skull });
  limb(sketch, [700, 455, 40, 830, 462, 34], { ramp: accent, into: skull });
  stroke(sketch, pairs("690,430 780,446 895,432"), { ramp: primary, tone: 0, on: skull });
  ellipse(sketch, [862, 362, 22, 16], { ramp: primary, tone: 0, lineless: true });
  chain(sketch, triples("600,220,46 530,130,32 500,40,14"), { ramp: RAMPS.bone });
  poly(sketch, pairs("545,330 450,300 520,400"), { ramp: accent, bevel: 25 });
  paintEye(sketch, { x: 690, y: 305, size: 42, iris: brief.scheme.accent, isClosed: isBlinking(brief) });
}

/** Plates of the chest, light bands one above the other. */
function paintChest(sketch: Sketch, brief: Brief, trunk: number): void {
  const { accent } = brief.scheme;
  const chest = chain(sketch, triples("690,520,66 680,640,84 650,780,96 570,880,70"), { ramp: accent, on: trunk, bias: 40 });
  for (const y of [545, 620, 695, 770, 845]) {
    stroke(
      sketch,
      [
        [590, y + 20],
        [680, y + 28],
        [770, y],
      ],
      { ramp: accent, tone: 2, on: chest, behind: false },
    );
  }
}

/** A young dragon, sitting, looking right. */
export function paintDragon(sketch: Sketch, brief: Brief): void {
  const { primary, accent } = brief.scheme;
  const flap = cells(sketch, brief.motion.rise * 3 + brief.motion.sway);
  const bob = cells(sketch, brief.motion.rise);
  paintTail(sketch, brief);
  paintWing(sketch, { ramp: accent, bone: primary, x: 620, y: 560, lift: flap, bias: -90 });
  limb(sketch, [690, 760, 66, 740, 920, 44], { ramp: primary, bias: -70 });
  const trunk = limb(sketch, [470, 790, 165, 600, 620, 125], { ramp: primary });
  moved(sketch, { dy: bob >> 1 }, () => {
    limb(sketch, [600, 620, 110, 640, 420, 88], { ramp: primary, into: trunk });
    paintChest(sketch, brief, trunk);
    for (const [x, y] of pairs("505,430 455,540 380,650")) {
      poly(
        sketch,
        [
          [x, y + 60],
          [x - 60, y - 50],
          [x + 55, y - 20],
        ],
        { ramp: accent, bevel: 25, behind: true },
      );
    }
    paintHead(sketch, brief);
  });
  limb(sketch, [620, 740, 70, 640, 915, 46], { ramp: primary });
  ellipse(sketch, [665, 930, 72, 36], { ramp: primary });
  ellipse(sketch, [430, 820, 140, 130], { ramp: primary });
  ellipse(sketch, [500, 928, 110, 40], { ramp: primary });
  for (const x of [560, 600]) ellipse(sketch, [x, 945, 16, 20], { ramp: RAMPS.bone, tone: 4, lineless: true });
  paintWing(sketch, { ramp: accent, bone: primary, x: 500, y: 600, lift: flap, bias: 0 });
}
