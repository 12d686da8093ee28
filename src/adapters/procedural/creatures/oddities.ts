import type { Brief } from "../brief.ts";
import { pairs, triples } from "../points.ts";
import { isBlinking, paintEye, paintEyes } from "../face.ts";
import { div, sin256 } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { box, chain, ellipse, lathe, limb, poly, ring, stroke } from "../shapes.ts";
import { says } from "../words.ts";

/** A ghost with a wavering hem. */
export function paintGhost(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.spirit;
  const lean = cells(sketch, brief.motion.sway);
  moved(sketch, { dy: cells(sketch, brief.motion.rise) }, () => {
    const hem = [0, 1, 2, 3].map((tail): readonly [number, number] => [245 + tail * 170 + lean, 850 + (tail % 2 === 0 ? 50 : 0)]);
    for (const [x, y] of hem) limb(sketch, [x - lean, 720, 92, x, y - 30, 50], { ramp, into: 1 });
    sketch.partCount = Math.max(1, sketch.partCount);
    const body = lathe(sketch, pairs("90,60 120,170 200,270 340,320 560,335 720,345 790,345"), { ramp, into: 1 });
    for (const side of [-1, 1]) limb(sketch, [500 + side * 290, 540, 64, 500 + side * 385, 500 - side * lean, 48], { ramp });
    ellipse(sketch, [390, 240, 60, 44], { ramp, tone: 6, on: body });
    paintEyes(sketch, { x: 520, y: 400, size: 56, isClosed: isBlinking(brief) }, 120);
    ellipse(sketch, [520, 560, 56, 70], { ramp: RAMPS.ink, tone: 1, lineless: true });
    for (const side of [-1, 1]) ellipse(sketch, [520 + side * 200, 500, 44, 24], { ramp: RAMPS.skin1, tone: 4, on: body });
  });
}

/** A walking mushroom. */
export function paintMushroom(sketch: Sketch, brief: Brief): void {
  const { primary, isTold } = brief.scheme;
  const cap = isTold ? primary : brief.scheme.primary;
  const bob = cells(sketch, brief.motion.rise);
  const lean = cells(sketch, brief.motion.sway);
  for (const side of [-1, 1])
    ellipse(sketch, [500 + side * 110 + ((side * lean) >> 1), 935, 90, 38], { ramp: RAMPS.bone, bias: -30 });
  lathe(sketch, pairs("480,170 620,190 780,225 880,220 935,170"), { ramp: RAMPS.bone });
  moved(sketch, { dy: bob >> 1, dx: lean >> 1 }, () => {
    paintEyes(sketch, { x: 510, y: 690, size: 44, isClosed: isBlinking(brief) }, 92);
    stroke(sketch, pairs("475,785 545,785"), { ramp: RAMPS.ink, tone: 1, lineless: true });
    ellipse(sketch, [500, 520, 330, 95], { ramp: RAMPS.bone, flat: -40 });
    const dome = lathe(sketch, pairs("95,80 120,210 200,340 320,420 440,450 520,430 560,380"), { ramp: cap });
    for (const [x, y, r] of triples("360,240,78 600,180,50 680,350,84 470,430,60 215,430,52")) {
      ellipse(sketch, [x, y, r, div(r * 9, 10)], { ramp: RAMPS.bone, on: dome, bias: 20 });
    }
  });
}

/** A fish from the side. */
export function paintFish(sketch: Sketch, brief: Brief): void {
  const { primary, secondary, isTold } = brief.scheme;
  const fin = isTold ? primary : secondary;
  const wag = cells(sketch, brief.motion.sway * 2);
  moved(sketch, { dy: cells(sketch, brief.motion.rise) }, () => {
    poly(
      sketch,
      [
        [300, 520],
        [80, 300 + wag],
        [120, 510],
        [80, 740 + wag],
        [300, 560],
      ],
      { ramp: fin, bevel: 50 },
    );
    poly(sketch, pairs("380,330 430,150 640,170 720,330"), { ramp: fin, bevel: 40 });
    poly(sketch, pairs("460,720 430,860 560,840 600,720"), { ramp: fin, bevel: 40, bias: -50 });
    const body = ellipse(sketch, [560, 530, 360, 245], { ramp: primary });
    ellipse(sketch, [580, 690, 300, 130], { ramp: RAMPS.cloth, on: body, bias: -10 });
    for (const [x, y] of pairs("420,430 520,400 470,510 380,520 570,480")) {
      stroke(
        sketch,
        [
          [x, y - 26],
          [x + 26, y],
          [x, y + 26],
        ],
        { ramp: primary, tone: 2, on: body },
      );
    }
    poly(
      sketch,
      [
        [520, 560],
        [380, 640 + wag],
        [460, 700 + wag],
        [600, 620],
      ],
      { ramp: fin, bevel: 40 },
    );
    stroke(sketch, pairs("880,600 820,610"), { ramp: primary, tone: 0, on: body });
    paintEye(sketch, { x: 745, y: 460, size: 56, white: true, isClosed: isBlinking(brief) });
  });
}

/** A spider seen from the front. */
export function paintSpider(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.obsidian;
  const { accent } = brief.scheme;
  for (const side of [-1, 1]) {
    triples("210,330,930 300,400,900 390,450,850 340,380,620").forEach(([out, kneeOut, foot], leg) => {
      const step = (sin256(brief.motion.angle + leg * 64 + (side > 0 ? 128 : 0)) * (brief.motion.isMoving ? 40 : 0)) >> 8;
      const knee = 380 + leg * 30;
      chain(
        sketch,
        [
          [500 + side * 120, 600, 30],
          [500 + side * out, knee, 26],
          [500 + side * kneeOut + step, foot, 14],
        ],
        { ramp, bias: -20 },
      );
    });
  }
  moved(sketch, { dy: cells(sketch, brief.motion.rise) >> 1, dx: cells(sketch, brief.motion.sway) >> 1 }, () => {
    const back = ellipse(sketch, [500, 430, 270, 255], { ramp });
    poly(sketch, pairs("500,300 560,380 520,410 570,500 430,500 480,410 440,380"), { ramp: accent, on: back, flat: 150 });
    ellipse(sketch, [500, 680, 195, 165], { ramp });
    paintEyes(sketch, { x: 500, y: 660, size: 44, iris: accent, isClosed: isBlinking(brief) }, 84);
    for (const side of [-1, 1]) ellipse(sketch, [500 + side * 60, 570, 24, 24], { ramp: accent, tone: 5, lineless: true });
    for (const side of [-1, 1]) limb(sketch, [500 + side * 55, 800, 28, 500 + side * 40, 870, 14], { ramp: RAMPS.bone });
  });
}

/** A coiled snake. */
export function paintSnake(sketch: Sketch, brief: Brief): void {
  const { primary, accent } = brief.scheme;
  const sway = cells(sketch, brief.motion.sway);
  const bob = cells(sketch, brief.motion.rise);
  chain(
    sketch,
    [
      [760, 900, 52],
      [900, 850, 34],
      [950, 760 + sway, 14],
    ],
    { ramp: primary, bias: -30 },
  );
  const low = ellipse(sketch, [480, 850, 350, 115], { ramp: primary });
  ellipse(sketch, [500, 735, 270, 100], { ramp: primary });
  const neck = chain(
    sketch,
    [
      [560, 690, 95],
      [500 + (sway >> 1), 560, 92],
      [470 + sway, 400 + bob, 86],
      [540 + sway, 270 + bob, 92],
    ],
    { ramp: primary },
  );
  for (const y of [360, 440, 520, 600]) ellipse(sketch, [530 + sway, y + bob, 52, 26], { ramp: RAMPS.bone, on: neck });
  for (const x of [240, 380, 520, 660])
    poly(
      sketch,
      [
        [x, 800],
        [x + 50, 850],
        [x, 900],
        [x - 50, 850],
      ],
      { ramp: accent, on: low, flat: 120 },
    );
  const head = limb(sketch, [520 + sway, 260 + bob, 130, 650 + sway, 290 + bob, 90], { ramp: primary });
  stroke(
    sketch,
    [
      [740 + sway, 320 + bob],
      [820 + sway, 330 + bob],
      [870 + sway, 300 + bob],
    ],
    { ramp: RAMPS.lava, tone: 3 },
  );
  ellipse(sketch, [480 + sway, 190 + bob, 50, 30], { ramp: accent, on: head });
  paintEye(sketch, { x: 585 + sway, y: 245 + bob, size: 44, iris: RAMPS.gold, isClosed: isBlinking(brief) });
}

/** A floating eye with stalks or tentacles. */
export function paintEyeball(sketch: Sketch, brief: Brief): void {
  const { primary, accent, glow } = brief.scheme;
  const lean = cells(sketch, brief.motion.sway);
  moved(sketch, { dy: cells(sketch, brief.motion.rise) }, () => {
    for (const side of [-1, 1]) {
      chain(
        sketch,
        [
          [500 + side * 120, 720, 60],
          [500 + side * 200, 860, 40],
          [500 + side * 150 + lean, 950, 18],
        ],
        { ramp: primary },
      );
      chain(
        sketch,
        [
          [500 + side * 200, 260, 50],
          [500 + side * 310, 150, 34],
          [500 + side * 340 + lean, 70, 40],
        ],
        { ramp: primary },
      );
    }
    chain(
      sketch,
      [
        [500, 760, 56],
        [490, 880, 40],
        [510 - lean, 960, 18],
      ],
      { ramp: primary },
    );
    const ball = ellipse(sketch, [500, 480, 345, 330], { ramp: primary });
    const white = ellipse(sketch, [510, 470, 235, isBlinking(brief) ? 60 : 225], { ramp: RAMPS.white, bias: -10 });
    ellipse(sketch, [530 + (lean >> 1), 480, 135, 135], { ramp: says(brief.reading, "evil") ? RAMPS.lava : accent, on: white });
    ellipse(sketch, [535 + (lean >> 1), 485, 56, 96], { ramp: RAMPS.ink, tone: 1, on: white });
    ellipse(sketch, [465, 405, 40, 40], { ramp: RAMPS.white, tone: 6, on: white });
    ellipse(sketch, [300, 300, 44, 30], { ramp: glow, tone: 6, on: ball });
  });
}

/** A boxy robot. */
export function paintRobot(sketch: Sketch, brief: Brief): void {
  const { metal, glow, primary } = brief.scheme;
  const bob = cells(sketch, brief.motion.rise);
  const sway = cells(sketch, brief.motion.sway);
  for (const side of [-1, 1])
    box(sketch, [500 + side * 120 - 60, 820, 120, 130], { ramp: RAMPS.slate, flat: side < 0 ? 120 : 20 });
  moved(sketch, { dy: bob >> 1 }, () => {
    for (const side of [-1, 1]) {
      chain(
        sketch,
        [
          [500 + side * 250, 620, 50],
          [500 + side * 340, 720 + side * sway, 46],
        ],
        { ramp: RAMPS.slate },
      );
      ring(sketch, [500 + side * 365, 790 + side * sway, 76, 76, 44], { ramp: metal });
    }
    poly(sketch, pairs("260,560 740,560 710,850 290,850"), { ramp: primary, bevel: 60 });
    box(sketch, [400, 640, 200, 120], { ramp: RAMPS.ink, tone: 1 });
    stroke(sketch, pairs("415,700 460,700 490,660 520,740 545,700 585,700"), { ramp: glow, tone: 5, lineless: true });
    moved(sketch, { dy: bob >> 1 }, () => {
      limb(sketch, [500, 130, 20, 500 + sway, 60, 18], { ramp: metal });
      ellipse(sketch, [500 + sway, 50, 44, 44], { ramp: glow });
      for (const side of [-1, 1]) ellipse(sketch, [500 + side * 320, 330, 60, 84], { ramp: metal });
      poly(sketch, pairs("230,150 770,150 800,200 800,470 770,520 230,520 200,470 200,200"), { ramp: metal, bevel: 60 });
      const screen = box(sketch, [285, 230, 430, 210], { ramp: RAMPS.ink, tone: 1 });
      const tall = isBlinking(brief) ? 16 : 62;
      for (const side of [-1, 1]) ellipse(sketch, [500 + side * 105, 335, 50, tall], { ramp: glow, tone: 5, on: screen });
    });
  });
}
