import type { Brief } from "../brief.ts";
import { isBlinking } from "../face.ts";
import { div } from "../integers.ts";
import { pairs, triples, type Points } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, lathe, limb, poly, stroke } from "../shapes.ts";

/** One big eye in its disc of feathers. */
function paintOwlEye(sketch: Sketch, brief: Brief, spot: { readonly x: number; readonly iris: Ramp; readonly disc: Ramp }): void {
  const size = div(98 * sketch.style.cutePct, 100);
  ellipse(sketch, [spot.x, 330, 158, 150], { ramp: spot.disc, bias: 20 });
  if (isBlinking(brief)) {
    stroke(
      sketch,
      [
        [spot.x - 90, 330],
        [spot.x, 360],
        [spot.x + 90, 330],
      ],
      { ramp: RAMPS.ink, tone: 1, lineless: true },
    );
    return;
  }
  const eye = ellipse(sketch, [spot.x, 335, size, size], { ramp: spot.iris, bias: 30 });
  ellipse(sketch, [spot.x, 338, div(size * 5, 9), div(size * 5, 9)], { ramp: RAMPS.ink, tone: 1, on: eye });
  ellipse(sketch, [spot.x - 36, 298, 28, 28], { ramp: RAMPS.white, tone: 6, on: eye });
}

interface Plumage {
  readonly coat: Ramp;
  readonly iris: Ramp;
  readonly tuft: number;
  readonly isSpotted: boolean;
}

function drawPlumage(brief: Brief): Plumage {
  const { primary, accent, isTold } = brief.scheme;
  const stream = brief.traits("owl");
  const coats = [RAMPS.leather, RAMPS.slate, RAMPS.wood, RAMPS.cloth];
  const irises = [RAMPS.gold, accent, RAMPS.lava];
  return {
    coat: isTold ? primary : (coats[stream.nextBelow(coats.length)] ?? RAMPS.leather),
    iris: irises[stream.nextBelow(irises.length)] ?? RAMPS.gold,
    tuft: 70 + stream.nextBelow(70),
    isSpotted: stream.nextBelow(2) === 0,
  };
}

const BREAST = pairs("420,640 500,660 580,640 380,720 460,740 540,740 620,720 420,810 500,830 580,810");

function paintBody(sketch: Sketch, { coat, isSpotted }: Plumage, lift: number): void {
  const body = lathe(sketch, pairs("340,250 440,330 600,372 760,360 880,290 945,190"), { ramp: coat });
  const belly = ellipse(sketch, [500, 730, 235, 210], { ramp: RAMPS.cloth, on: body });
  for (const [x, y] of BREAST) {
    if (isSpotted) ellipse(sketch, [x, y, 18, 22], { ramp: coat, tone: 3, on: belly });
    else
      chain(
        sketch,
        [
          [x - 26, y - 12, 8],
          [x, y + 12, 8],
          [x + 26, y - 12, 8],
        ],
        { ramp: coat, tone: 3, on: belly },
      );
  }
  for (const side of [-1, 1]) {
    const x = (dx: number): number => 500 + side * dx;
    const shape: Points = [
      [x(250), 480],
      [x(350), 540],
      [x(400) - side * lift, 720],
      [x(340) - side * lift, 900],
      [x(270), 840],
      [x(230), 640],
    ];
    const wing = poly(sketch, shape, { ramp: coat, bevel: 60, bias: side > 0 ? -40 : 10 });
    for (const y of [680, 760])
      stroke(
        sketch,
        [
          [x(260), y],
          [x(370), y + 40],
        ],
        { ramp: coat, tone: 1, on: wing },
      );
  }
}

function paintHead(sketch: Sketch, brief: Brief, { coat, iris, tuft }: Plumage): void {
  for (const side of [-1, 1]) {
    const ear: Points = [
      [500 + side * 160, 190],
      [500 + side * 330, 170 - tuft],
      [500 + side * 320, 320],
    ];
    poly(sketch, ear, { ramp: coat, bevel: 40 });
  }
  const head = lathe(sketch, pairs("110,120 160,250 260,330 370,345 470,300 540,200"), { ramp: coat });
  chain(sketch, triples("350,180,40 500,260,50 650,180,40"), { ramp: coat, on: head, bias: -40 });
  for (const side of [-1, 1]) paintOwlEye(sketch, brief, { x: 500 + side * 150, iris, disc: RAMPS.cloth });
  poly(sketch, pairs("450,380 550,380 500,490"), { ramp: RAMPS.gold, bevel: 40 });
}

/** An owl, facing us, its wings folded. */
export function paintOwl(sketch: Sketch, brief: Brief): void {
  const plumage = drawPlumage(brief);
  const breath = cells(sketch, brief.motion.rise);
  for (const side of [-1, 1]) {
    for (const dx of [60, 110, 160])
      limb(sketch, [500 + side * dx, 930, 26, 500 + side * (dx + 8), 950, 20], { ramp: RAMPS.gold });
  }
  moved(sketch, { dy: breath >> 1 }, () => {
    paintBody(sketch, plumage, cells(sketch, brief.motion.sway));
    moved(sketch, { dy: breath >> 1 }, () => paintHead(sketch, brief, plumage));
  });
}
