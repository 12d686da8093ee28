import type { Brief } from "../brief.ts";
import { pairs, triples } from "../points.ts";
import { motifRows } from "../motifs.ts";
import { RAMPS } from "../ramps.ts";
import { cells, type Sketch } from "../sketch.ts";
import { box, chain, ellipse, lathe, limb, poly, ring, stamp, stroke, type Profile } from "../shapes.ts";
import { findHeaviest } from "../words.ts";

interface Flask {
  readonly glass: Profile;
  /** Height of the liquid's surface and its half width there. */
  readonly level: readonly [number, number];
  readonly neck: number;
}

const FLASKS: readonly (readonly [string, Flask])[] = [
  [
    "round health healing",
    {
      glass: pairs("300,120 370,120 430,200 530,310 660,360 790,330 890,230 940,130"),
      level: [560, 320],
      neck: 118,
    },
  ],
  [
    "tall elixir vial mana",
    {
      glass: pairs("290,110 360,110 420,200 480,220 860,225 930,200 950,150"),
      level: [500, 222],
      neck: 108,
    },
  ],
  [
    "conical alchemy acid poison",
    {
      glass: pairs("290,105 450,105 560,170 800,330 890,360 935,330 950,270"),
      level: [620, 210],
      neck: 104,
    },
  ],
  [
    "square flask antidote",
    {
      glass: pairs("290,110 380,120 430,260 480,300 860,305 925,280 950,210"),
      level: [540, 302],
      neck: 112,
    },
  ],
];

/** A corked flask with a coloured liquid. */
export function paintPotion(sketch: Sketch, brief: Brief): void {
  const { primary, leather, trim, motif } = brief.scheme;
  const flask = findHeaviest(brief.reading, FLASKS) ?? FLASKS[brief.traits("flask").nextBelow(FLASKS.length)]?.[1];
  if (flask === undefined) return;
  const [level, half] = flask.level;
  const sway = cells(sketch, brief.motion.sway);
  lathe(sketch, pairs("100,90 130,112 250,104 300,96"), { ramp: RAMPS.oak });
  const glass = lathe(sketch, flask.glass, { ramp: RAMPS.ice, bias: -40 });
  const liquid = lathe(
    sketch,
    flask.glass.map(([y, wide]) => [y, Math.max(0, wide - 46)] as const),
    { ramp: primary, on: glass },
  );
  box(sketch, [0, 0, 1000, level], { ramp: RAMPS.ice, on: liquid, flat: 130 });
  ellipse(sketch, [500, level + (sway >> 2), half - 40, 44], { ramp: primary, tone: 5, on: glass });
  ellipse(sketch, [500, level + 12, half - 62, 28], { ramp: primary, tone: 4, on: glass });
  const stream = brief.traits("bubbles");
  for (let bubble = 0; bubble < 5; bubble += 1) {
    const x = 380 + stream.nextBelow(260);
    const y = level + 70 + stream.nextBelow(Math.max(40, 880 - level - 60)) - cells(sketch, brief.motion.rise);
    ellipse(sketch, [x, y, 20, 20], { ramp: primary, tone: 5, on: glass });
  }
  chain(
    sketch,
    [
      [500 - half + 70, level + 60, 20],
      [500 - half + 40, level + 150, 24],
      [500 - half + 70, level + 230, 16],
    ],
    { ramp: RAMPS.white, tone: 6, on: glass },
  );
  if (brief.request.drawing.familySeed !== null)
    stamp(sketch, [440, 690, 140, 140], { ramp: primary, tone: 6, on: glass, rows: motifRows(motif) });
  limb(sketch, [500 - flask.neck, 310, 36, 500 + flask.neck, 310, 36], {
    ramp: brief.traits("collar").nextBelow(2) === 0 ? trim : leather,
  });
}

export function paintBomb(sketch: Sketch, brief: Brief): void {
  const sway = cells(sketch, brief.motion.sway);
  const body = ellipse(sketch, [460, 600, 350, 345], { ramp: RAMPS.obsidian });
  ellipse(sketch, [330, 450, 78, 62], { ramp: RAMPS.obsidian, tone: 6, on: body });
  poly(sketch, pairs("570,250 700,330 650,420 510,330"), { ramp: RAMPS.iron, bevel: 40 });
  chain(sketch, triples("640,290,26 720,180,22 820,190,20"), { ramp: RAMPS.oak });
  poly(
    sketch,
    [
      [830, 60],
      [860, 150],
      [960, 160],
      [880, 220],
      [900, 320],
      [820, 250],
      [740, 290 + sway],
      [775, 200],
      [720, 130],
      [810, 150],
    ],
    { ramp: RAMPS.fire, tone: 4 },
  );
  ellipse(sketch, [830, 195, 48, 48 + Math.abs(sway)], { ramp: RAMPS.fire, tone: 6, lineless: true });
}

export function paintChest(sketch: Sketch, brief: Brief): void {
  const { wood, trim, accent } = brief.scheme;
  const front = poly(sketch, pairs("110,500 890,500 870,900 130,900"), { ramp: wood, bevel: 40 });
  for (const y of [620, 760])
    stroke(
      sketch,
      [
        [110, y],
        [890, y],
      ],
      { ramp: wood, tone: 1, on: front },
    );
  const lid = poly(sketch, pairs("90,500 110,320 190,210 320,160 680,160 810,210 890,320 910,500"), { ramp: wood, bevel: 70 });
  for (const y of [290, 400])
    stroke(
      sketch,
      [
        [90, y],
        [910, y],
      ],
      { ramp: wood, tone: 1, on: lid },
    );
  for (const x of [140, 700]) {
    box(sketch, [x, 150, 130, 350], { ramp: trim, on: lid, flat: x < 400 ? 190 : 110 });
    box(sketch, [x, 500, 130, 400], { ramp: trim, on: front, flat: x < 400 ? 120 : 50 });
  }
  poly(sketch, pairs("80,470 920,470 920,540 80,540"), { ramp: trim, bevel: 30 });
  poly(sketch, pairs("410,440 590,440 590,640 500,700 410,640"), { ramp: trim, bevel: 36 });
  ellipse(sketch, [500, 550, 44, 44], { ramp: accent });
}

export function paintBarrel(sketch: Sketch, brief: Brief): void {
  const { wood, metal } = brief.scheme;
  const body = lathe(sketch, pairs("110,270 300,345 500,370 700,345 910,270"), { ramp: wood });
  for (const x of [310, 410, 500, 590, 690]) {
    const lean = (x - 500) >> 2;
    stroke(
      sketch,
      [
        [x - lean, 130],
        [x + lean, 500],
        [x - lean, 900],
      ],
      { ramp: wood, tone: 1, on: body },
    );
  }
  for (const [y, half] of pairs("270,400 740,400"))
    lathe(
      sketch,
      [
        [y - 45, half],
        [y, half],
        [y + 45, half],
      ],
      { ramp: metal, on: body },
    );
  ellipse(sketch, [500, 115, 268, 66], { ramp: wood, bias: 10 });
  ellipse(sketch, [500, 118, 220, 44], { ramp: wood, flat: 20 });
}

export function paintCrate(sketch: Sketch, brief: Brief): void {
  const { wood, metal } = brief.scheme;
  const body = poly(sketch, pairs("90,90 910,90 910,910 90,910"), { ramp: wood, bevel: 50 });
  poly(sketch, pairs("220,220 780,220 780,780 220,780"), { ramp: wood, on: body, flat: 0 });
  for (const x of [330, 440, 560, 670])
    stroke(
      sketch,
      [
        [x, 220],
        [x, 780],
      ],
      { ramp: wood, tone: 1, on: body },
    );
  limb(sketch, [250, 750, 62, 750, 250, 62], { ramp: wood, bias: 30 });
  for (const [x, y] of pairs("150,150 850,150 150,850 850,850")) ellipse(sketch, [x, y, 34, 34], { ramp: metal });
}

export function paintLantern(sketch: Sketch, brief: Brief): void {
  const { metal } = brief.scheme;
  const light = brief.scheme.isTold ? brief.scheme.glow : RAMPS.fire;
  const flick = cells(sketch, brief.motion.sway);
  ring(sketch, [500, 150, 130, 130, 44], { ramp: metal });
  poly(sketch, pairs("380,220 620,220 760,360 240,360"), { ramp: metal, bevel: 40 });
  const glass = lathe(sketch, pairs("350,220 500,250 680,250 800,220"), { ramp: light, bias: 90 });
  lathe(
    sketch,
    [
      [430 - flick, 10],
      [540, 70],
      [650, 92],
      [740, 60],
    ],
    { ramp: light, tone: 6, on: glass },
  );
  for (const x of [270, 500, 730])
    stroke(
      sketch,
      [
        [x, 350],
        [x, 800],
      ],
      { ramp: metal, tone: x < 500 ? 3 : 1 },
    );
  poly(sketch, pairs("220,790 780,790 830,920 170,920"), { ramp: metal, bevel: 40 });
}

export function paintBag(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.oak;
  const { trim, motif } = brief.scheme;
  poly(sketch, pairs("330,290 290,120 400,180 500,90 600,180 710,120 670,290"), { ramp, bevel: 50 });
  const body = lathe(sketch, pairs("280,150 360,200 480,300 640,385 800,390 900,330 940,240"), { ramp });
  limb(sketch, [350, 310, 36, 650, 310, 36], { ramp: trim });
  stamp(sketch, [390, 530, 220, 220], { ramp, tone: 1, on: body, rows: motifRows(motif) });
}
