import type { Brief } from "../brief.ts";
import { pairs, triples, type Points } from "../points.ts";
import { motifRows } from "../motifs.ts";
import { RAMPS } from "../ramps.ts";
import type { Sketch } from "../sketch.ts";
import { box, chain, ellipse, lathe, limb, poly, stamp, stroke } from "../shapes.ts";
import { says } from "../words.ts";

const HEATER: Points = pairs("500,70 860,110 880,420 800,680 640,860 500,950 360,860 200,680 120,420 140,110");
const KITE: Points = pairs("500,40 720,90 860,230 850,470 700,760 500,970 300,760 150,470 140,230 280,90");

function shrink(points: Points, percent: number): Points {
  return points.map(([x, y]) => [500 + Math.trunc(((x - 500) * percent) / 100), 480 + Math.trunc(((y - 480) * percent) / 100)]);
}

export function paintShield(sketch: Sketch, brief: Brief): void {
  const { metal, trim, primary, accent, motif } = brief.scheme;
  const stream = brief.traits("shield");
  const shape = stream.nextBelow(3);
  const isWooden = says(brief.reading, "wood", "wooden");
  const rim = isWooden ? metal : metal === RAMPS.gold ? metal : trim;
  const face = isWooden ? RAMPS.wood : primary;
  let field: number;
  if (shape === 2 || says(brief.reading, "round", "buckler")) {
    ellipse(sketch, [500, 500, 440, 440], { ramp: rim });
    field = ellipse(sketch, [500, 500, 350, 350], { ramp: face });
  } else {
    const outline = shape === 0 ? HEATER : KITE;
    poly(sketch, outline, { ramp: rim, bevel: 80 });
    field = poly(sketch, shrink(outline, 80), { ramp: face, bevel: 60 });
  }
  if (isWooden)
    for (const x of [330, 500, 670])
      stroke(
        sketch,
        [
          [x, 100],
          [x, 900],
        ],
        { ramp: face, tone: 1, on: field },
      );
  else if (stream.nextBelow(2) === 0) box(sketch, [500, 0, 500, 1000], { ramp: brief.scheme.secondary, on: field, flat: 60 });
  stamp(sketch, [330, 310, 360, 360], { ramp: face, tone: 1, on: field, rows: motifRows(motif) });
  stamp(sketch, [315, 290, 360, 360], {
    ramp: isWooden ? metal : accent === face ? trim : accent,
    tone: 5,
    on: field,
    rows: motifRows(motif),
  });
}

export function paintHelmet(sketch: Sketch, brief: Brief): void {
  const { metal, accent, trim } = brief.scheme;
  chain(sketch, triples("500,130,70 360,70,80 200,170,70 130,340,36"), { ramp: accent });
  const dome = lathe(sketch, pairs("90,110 140,240 270,340 450,375 700,370 860,320 920,240"), { ramp: metal });
  poly(sketch, pairs("180,470 820,470 780,590 560,590 545,860 455,860 440,590 220,590"), { ramp: RAMPS.ink, tone: 1, on: dome });
  limb(sketch, [170, 430, 44, 830, 430, 44], { ramp: trim });
  box(sketch, [462, 120, 76, 320], { ramp: trim, on: dome, flat: 170 });
  for (const x of [300, 360, 640, 700]) ellipse(sketch, [x, 720, 22, 22], { ramp: RAMPS.ink, tone: 1, on: dome });
}

export function paintArmour(sketch: Sketch, brief: Brief): void {
  const { metal, trim, primary, motif } = brief.scheme;
  for (const side of [-1, 1]) ellipse(sketch, [500 + side * 330, 270, 150, 140], { ramp: metal, bias: side > 0 ? -20 : 0 });
  const plate = lathe(sketch, pairs("130,200 220,330 380,340 560,290 640,270 760,300 900,330"), { ramp: metal });
  ellipse(sketch, [500, 130, 150, 90], { ramp: RAMPS.ink, tone: 1, on: plate });
  stroke(sketch, pairs("500,220 500,600"), { ramp: metal, tone: 1, on: plate });
  box(sketch, [150, 620, 700, 70], { ramp: trim, on: plate, flat: 110 });
  stamp(sketch, [410, 330, 180, 180], { ramp: primary, tone: 4, on: plate, rows: motifRows(motif) });
  for (const x of [400, 600])
    stroke(
      sketch,
      [
        [x, 700],
        [x - 20 + (x > 500 ? 40 : 0), 900],
      ],
      { ramp: metal, tone: 1, on: plate },
    );
}

export function paintBoots(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.leather;
  for (const [x, bias] of pairs("130,-40 -40,0")) {
    const leg = poly(
      sketch,
      [
        [300 + x, 120],
        [560 + x, 120],
        [550 + x, 600],
        [780 + x, 720],
        [830 + x, 860],
        [310 + x, 860],
      ],
      { ramp, bevel: 70, bias },
    );
    poly(
      sketch,
      [
        [270 + x, 100],
        [590 + x, 100],
        [590 + x, 230],
        [270 + x, 230],
      ],
      { ramp: brief.scheme.trim, bevel: 40, bias },
    );
    poly(
      sketch,
      [
        [290 + x, 840],
        [850 + x, 840],
        [850 + x, 930],
        [290 + x, 930],
      ],
      { ramp: RAMPS.darkwood, bevel: 24, bias },
    );
    for (const y of [330, 430, 530])
      stroke(
        sketch,
        [
          [430 + x, y],
          [540 + x, y + 30],
        ],
        { ramp, tone: 1, on: leg },
      );
  }
}

export function paintScroll(sketch: Sketch, brief: Brief): void {
  const { accent, primary, isTold, motif } = brief.scheme;
  const seal = isTold ? primary : accent;
  const sheet = poly(sketch, pairs("220,190 790,190 770,500 790,810 210,810 235,500"), { ramp: RAMPS.paper, flat: 160 });
  [300, 370, 440].forEach((y, line) =>
    stroke(
      sketch,
      [
        [320, y],
        [690 - line * 50, y],
      ],
      { ramp: RAMPS.paper, tone: 1, on: sheet },
    ),
  );
  stamp(sketch, [400, 500, 200, 200], { ramp: seal, tone: 3, on: sheet, rows: motifRows(motif) });
  for (const y of [170, 830]) {
    for (const side of [-1, 1]) ellipse(sketch, [500 + side * 390, y, 52, 66], { ramp: RAMPS.wood });
    limb(sketch, [190, y, 84, 810, y, 84], { ramp: RAMPS.paper });
    for (const side of [-1, 1]) ellipse(sketch, [500 + side * 320, y, 40, 56], { ramp: RAMPS.paper, flat: -40, lineless: true });
  }
}

export function paintBook(sketch: Sketch, brief: Brief): void {
  const { primary, trim, accent, motif } = brief.scheme;
  poly(sketch, pairs("220,150 850,150 850,930 220,930"), { ramp: primary, flat: -40 });
  const pages = poly(sketch, pairs("240,170 830,170 830,900 240,900"), { ramp: RAMPS.paper, flat: 100 });
  for (const x of [790, 815])
    stroke(
      sketch,
      [
        [x, 170],
        [x, 900],
      ],
      { ramp: RAMPS.paper, tone: 2, on: pages },
    );
  const cover = poly(sketch, pairs("160,80 760,80 760,860 160,860"), { ramp: primary, bevel: 50 });
  box(sketch, [160, 80, 100, 780], { ramp: primary, on: cover, flat: 0 });
  for (const [x, y] of pairs("330,120 690,120 330,790 690,790")) ellipse(sketch, [x, y, 36, 36], { ramp: trim, lineless: true });
  ellipse(sketch, [510, 470, 185, 195], { ramp: trim });
  const disc = ellipse(sketch, [510, 470, 140, 150], { ramp: primary, flat: 0 });
  stamp(sketch, [400, 360, 220, 220], { ramp: accent, tone: 5, on: disc, rows: motifRows(motif) });
  poly(sketch, pairs("600,860 690,860 690,985 645,940 600,985"), { ramp: accent, bevel: 20 });
}

export function paintFeather(sketch: Sketch, brief: Brief): void {
  const { primary } = brief.scheme;
  const vane = poly(sketch, pairs("880,70 900,250 800,480 600,680 400,760 280,740 300,560 440,350 640,160"), {
    ramp: primary,
    bevel: 60,
  });
  poly(sketch, pairs("880,70 640,160 440,350 300,560 280,740"), { ramp: primary, on: vane, flat: 215 });
  for (const [x, y] of pairs("640,300 540,420 440,540"))
    stroke(
      sketch,
      [
        [x, y],
        [x + 160, y + 20],
      ],
      { ramp: primary, tone: 1, on: vane },
    );
  stroke(sketch, pairs("850,110 420,600 140,900"), { ramp: RAMPS.bone, tone: 4 });
}
