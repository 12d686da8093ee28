import type { Brief } from "../brief.ts";
import { pairs, triples } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, hole, limb, poly, ring } from "../shapes.ts";
import { says } from "../words.ts";

/** Paints a key's bow in its metal; the jewel comes after. */
type BowPainter = (sketch: Sketch, ramp: Ramp) => void;

const BOWS: readonly BowPainter[] = [
  (sketch, ramp) => {
    ring(sketch, [500, 150, 240, 230, 92], { ramp });
    for (const [x, y] of pairs("290,110 710,190 460,-50")) ellipse(sketch, [x, y, 54, 54], { ramp });
  },
  (sketch, ramp) => {
    const lobes = triples("340,170,130 660,170,130 500,-10,130");
    for (const [x, y, r] of lobes) ring(sketch, [x, y, r, r, 62], { ramp });
    ellipse(sketch, [500, 120, 96, 96], { ramp });
  },
  (sketch, ramp) => {
    const frame = poly(sketch, pairs("500,-110 740,130 500,370 260,130"), { ramp, bevel: 70 });
    hole(sketch, [500, 130, 96, 96]);
    for (const [x, y] of pairs("500,-110 740,130 260,130")) ellipse(sketch, [x, y, 46, 46], { ramp, into: frame });
  },
  (sketch, ramp) => {
    const heart = chain(sketch, triples("500,330,46 320,160,52 320,30,50 410,-20,46 500,50,42"), { ramp });
    chain(sketch, triples("500,330,46 680,160,52 680,30,50 590,-20,46 500,50,42"), { ramp, into: heart });
  },
];

const BITS = [
  triples("860,190,36 960,150,36"),
  triples("820,150,32 890,200,32 970,150,32"),
  triples("930,210,60"),
  triples("830,190,34 970,190,34"),
];

export function paintKey(sketch: Sketch, brief: Brief): void {
  const { metal, trim, accent, primary, isTold } = brief.scheme;
  const ramp = says(brief.reading, "metal", "iron", "steel", "silver", "bronze", "brass", "bone", "copper") ? metal : trim;
  const stream = brief.traits("key");
  const bow = BOWS[stream.nextBelow(BOWS.length)];
  const bits = BITS[stream.nextBelow(BITS.length)] ?? [];
  const hasJewel = stream.nextBelow(3) > 0;
  moved(sketch, { turn: 32, stretchX: 106, stretchY: 106, dx: -20, dy: 20 }, () => {
    for (const [y, reach, half] of bits) limb(sketch, [500, y, half, 500 + reach, y, half], { ramp });
    limb(sketch, [500, 330, 46, 500, 1010, 46], { ramp });
    limb(sketch, [420, 410, 40, 580, 410, 40], { ramp });
    bow?.(sketch, ramp);
    if (!hasJewel) return;
    ellipse(sketch, [500, 140, 84, 84], { ramp: isTold && primary !== ramp ? primary : accent });
    ellipse(sketch, [472, 118, 26, 26], { ramp: RAMPS.white, tone: 6, lineless: true });
  });
}
