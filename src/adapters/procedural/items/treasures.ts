import type { Brief } from "../brief.ts";
import { pairs, triples } from "../points.ts";
import { cos256, div } from "../integers.ts";
import { motifRows } from "../motifs.ts";
import { RAMPS } from "../ramps.ts";
import type { Sketch } from "../sketch.ts";
import { chain, ellipse, hole, lathe, limb, poly, ring, stamp } from "../shapes.ts";
import { says } from "../words.ts";

/** A cluster of crystals on rock. */
export function paintCrystals(sketch: Sketch, brief: Brief): void {
  const { primary } = brief.scheme;
  const shard = (x: number, tip: readonly [number, number], half: number): void => {
    const shoulder = tip[1] + half * 2;
    const lean = div((tip[0] - x) * 7, 10);
    const whole = poly(
      sketch,
      [[x - half, 900], [x + lean - half, shoulder], tip, [x + lean + half, shoulder], [x + half, 900]],
      { ramp: primary, flat: 10 },
    );
    poly(
      sketch,
      [[x - half, 900], [x + lean - half, shoulder], tip, [x + lean - div(half, 6), shoulder + half], [x - div(half, 6), 900]],
      { ramp: primary, flat: 210, on: whole },
    );
    poly(sketch, [[x + lean - half, shoulder], tip, [x + lean + half, shoulder], [x + lean - div(half, 6), shoulder + half]], {
      ramp: primary,
      flat: 245,
      on: whole,
    });
  };
  shard(640, [800, 250], 90);
  shard(360, [200, 330], 84);
  shard(500, [500, 60], 124);
  shard(700, [880, 520], 64);
  shard(300, [110, 600], 60);
  for (const [x, r] of pairs("230,120 460,150 740,130")) ellipse(sketch, [x, 890, r, 70], { ramp: RAMPS.stone });
}

/** A coin; in an animation it spins about its upright axis. */
export function paintCoin(sketch: Sketch, brief: Brief): void {
  const { scheme, motion } = brief;
  const metal = brief.reading.weights.has("silver")
    ? RAMPS.silver
    : brief.reading.weights.has("copper")
      ? RAMPS.copper
      : RAMPS.gold;
  const turn = cos256(motion.angle);
  const wide = Math.max(56, div(Math.abs(turn) * 400, 256));
  const edge = motion.isMoving ? 40 : 0;
  const shift = turn < 0 ? -edge : edge;
  const back = ellipse(sketch, [500 + shift, 500, wide, 400], { ramp: metal, flat: -40 });
  const face = ellipse(sketch, [500, 500, wide, 400], { ramp: metal, flat: 150, into: back });
  ring(sketch, [500, 500, wide, 400, Math.min(90, div(wide, 3))], { ramp: metal, into: face, bias: 40 });
  if (wide > 130) {
    const half = div(wide * 55, 100);
    const rows = motifRows(scheme.motif);
    const seen = turn < 0 ? rows.map((row) => row.split("").toReversed().join("")) : rows;
    stamp(sketch, [500 - half + 14, 500 - 220 + 20, 2 * half, 440], { ramp: metal, tone: 5, on: face, rows: seen });
    stamp(sketch, [500 - half, 500 - 220, 2 * half, 440], { ramp: metal, tone: 2, on: face, rows: seen });
  }
  const glint = 200 + div(motion.angle * 600, 256);
  if (motion.isMoving) limb(sketch, [500 - div(wide, 2), glint, 14, 500, glint - 60, 14], { ramp: metal, tone: 6, on: face });
  else limb(sketch, [260, 400, 26, 370, 250, 26], { ramp: metal, tone: 6, on: face });
}

export function paintRing(sketch: Sketch, brief: Brief): void {
  const { metal, trim, primary, accent, isTold } = brief.scheme;
  const band = says(brief.reading, "gold", "silver", "iron", "steel") ? metal : trim;
  ring(sketch, [500, 620, 330, 320, 110], { ramp: band });
  limb(sketch, [420, 300, 60, 580, 300, 60], { ramp: band });
  const stone = isTold && primary !== band ? primary : accent;
  const gem = poly(sketch, pairs("380,60 620,60 720,180 500,350 280,180"), { ramp: stone, flat: 60 });
  poly(sketch, pairs("380,60 500,170 280,180"), { ramp: stone, flat: 230, on: gem });
  poly(sketch, pairs("380,60 620,60 500,170"), { ramp: stone, flat: 250, on: gem });
  poly(sketch, pairs("280,180 500,170 500,350"), { ramp: stone, flat: 150, on: gem });
  poly(sketch, pairs("400,90 450,90 420,130"), { ramp: stone, tone: 6, on: gem });
}

export function paintCrown(sketch: Sketch, brief: Brief): void {
  const { accent, primary } = brief.scheme;
  poly(sketch, pairs("120,760 70,260 290,460 500,130 710,460 930,260 880,760"), { ramp: RAMPS.gold, bevel: 60 });
  for (const [x, y] of pairs("70,240 500,110 930,240"))
    ellipse(sketch, [x === 70 ? 90 : x === 930 ? 910 : x, y, 62, 62], { ramp: accent });
  poly(sketch, pairs("110,740 890,740 890,880 110,880"), { ramp: RAMPS.gold, bevel: 40 });
  for (const x of [240, 500, 760]) ellipse(sketch, [x, 810, 48, 42], { ramp: x === 500 ? primary : accent });
  poly(sketch, pairs("500,460 580,570 500,680 420,570"), { ramp: primary, bevel: 40 });
}

export function paintHeart(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.ruby;
  const body = ellipse(sketch, [310, 370, 250, 240], { ramp });
  ellipse(sketch, [690, 370, 250, 240], { ramp, into: body, bias: -20 });
  lathe(sketch, pairs("400,420 520,380 660,270 800,130 910,0"), { ramp, into: body, sharp: true, bias: 30 });
  ellipse(sketch, [250, 310, 84, 66], { ramp, tone: 6, on: body });
  ellipse(sketch, [170, 430, 30, 40], { ramp, tone: 5, on: body });
}

const STAR: readonly (readonly [number, number])[] = pairs(
  "500,50 620,350 940,370 690,570 780,890 500,710 220,890 310,570 60,370 380,350",
);

export function paintStar(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.gold;
  const whole = poly(sketch, STAR, { ramp, flat: 120 });
  STAR.forEach((from, index) => {
    const to = STAR[(index + 1) % STAR.length] ?? from;
    const light = [100, -10, 60, -60, 20, 70, 130, 150, 220, 245][index] ?? 0;
    poly(sketch, [from, to, [500, 510]], { ramp, flat: light, on: whole });
  });
}

/** A medallion on a chain that bears the emblem. */
export function paintAmulet(sketch: Sketch, brief: Brief): void {
  const { trim, primary, motif } = brief.scheme;
  chain(sketch, triples("500,420,26 240,290,24 190,130,24 320,50,22 500,30,22"), { ramp: trim });
  chain(sketch, triples("500,420,26 760,290,24 810,130,24 680,50,22 500,30,22"), { ramp: trim });
  hole(sketch, [500, 200, 30, 30]);
  ellipse(sketch, [500, 660, 300, 290], { ramp: trim });
  const stone = ellipse(sketch, [500, 660, 220, 212], { ramp: primary });
  stamp(sketch, [365, 525, 270, 270], { ramp: primary, tone: 6, on: stone, rows: motifRows(motif) });
}

/** What is drawn for a subject nobody has drawn before: a plaque with the family's emblem. */
export function paintEmblemItem(sketch: Sketch, brief: Brief): void {
  const { trim, primary, accent, motif } = brief.scheme;
  const plate = poly(sketch, pairs("500,40 830,130 900,330 860,640 700,850 500,960 300,850 140,640 100,330 170,130"), {
    ramp: trim,
    bevel: 90,
  });
  ellipse(sketch, [500, 490, 320, 330], { ramp: trim, on: plate, flat: 0 });
  const field = ellipse(sketch, [500, 490, 290, 300], { ramp: primary });
  stamp(sketch, [336, 336, 360, 360], { ramp: primary, tone: 1, on: field, rows: motifRows(motif) });
  stamp(sketch, [320, 310, 360, 360], { ramp: accent, tone: 5, on: field, rows: motifRows(motif) });
  for (const [x, y] of pairs("500,120 190,360 810,360 500,880")) ellipse(sketch, [x, y, 38, 38], { ramp: accent });
}
