import type { Brief } from "../brief.ts";
import { pairs, triples } from "../points.ts";
import { div } from "../integers.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, type Sketch } from "../sketch.ts";
import { chain, ellipse, lathe, limb, poly, stroke } from "../shapes.ts";

const toldOr = (brief: Brief, ramp: Ramp): Ramp => (brief.scheme.isTold ? brief.scheme.primary : ramp);

export function paintApple(sketch: Sketch, brief: Brief): void {
  const ramp = toldOr(brief, RAMPS.ruby);
  const body = ellipse(sketch, [370, 580, 280, 330], { ramp });
  ellipse(sketch, [630, 580, 280, 330], { ramp, into: body, bias: -20 });
  ellipse(sketch, [500, 300, 120, 50], { ramp, on: body, flat: -60 });
  limb(sketch, [500, 310, 26, 540, 140, 30], { ramp: RAMPS.wood });
  poly(sketch, pairs("545,210 640,90 850,80 770,220 640,260"), { ramp: RAMPS.grass, bevel: 50 });
  ellipse(sketch, [270, 440, 70, 90], { ramp, tone: 6, on: body });
}

export function paintBread(sketch: Sketch, _brief: Brief): void {
  const loaf = limb(sketch, [300, 600, 220, 700, 460, 230], { ramp: RAMPS.oak });
  ellipse(sketch, [500, 660, 420, 130], { ramp: RAMPS.wood, on: loaf, bias: -20 });
  for (const x of [310, 460, 610])
    chain(
      sketch,
      [
        [x - 60, 470 - ((x - 460) >> 2), 40],
        [x + 50, 560 - ((x - 460) >> 2), 30],
      ],
      { ramp: RAMPS.paper, bias: -10 },
    );
}

export function paintMeat(sketch: Sketch, _brief: Brief): void {
  limb(sketch, [700, 720, 50, 830, 850, 46], { ramp: RAMPS.bone });
  for (const [x, y] of pairs("810,910 900,820")) ellipse(sketch, [x, y, 66, 66], { ramp: RAMPS.bone });
  const roast = ellipse(sketch, [430, 430, 360, 330], { ramp: RAMPS.copper });
  limb(sketch, [560, 560, 220, 700, 700, 110], { ramp: RAMPS.copper, into: roast });
  ellipse(sketch, [300, 330, 110, 80], { ramp: RAMPS.copper, tone: 5, on: roast });
  ellipse(sketch, [270, 300, 44, 34], { ramp: RAMPS.copper, tone: 6, on: roast });
}

export function paintCheese(sketch: Sketch, _brief: Brief): void {
  const ramp = RAMPS.gold;
  poly(sketch, pairs("80,500 620,180 920,440 920,500"), { ramp, flat: 230 });
  const side = poly(sketch, pairs("80,500 920,500 920,820 80,820"), { ramp, bevel: 40 });
  for (const [x, y, r] of triples("260,640,76 520,720,60 680,590,70 850,740,48 420,570,36")) {
    ellipse(sketch, [x, y, r, r], { ramp, tone: 2, on: side });
    ellipse(sketch, [x + 12, y + 12, r - 20, r - 20], { ramp, tone: 1, on: side });
  }
}

export function paintCarrot(sketch: Sketch, brief: Brief): void {
  for (const [x, y] of pairs("700,40 830,130 930,260"))
    chain(
      sketch,
      [
        [660, 330, 40],
        [x, y, 56],
      ],
      { ramp: RAMPS.leafm },
    );
  const root = chain(sketch, triples("640,360,170 400,640,110 130,900,20"), { ramp: toldOr(brief, RAMPS.lava) });
  for (const [x, y] of pairs("520,360 470,560 330,650"))
    stroke(
      sketch,
      [
        [x, y],
        [x + 90, y + 60],
      ],
      { ramp: RAMPS.lava, tone: 2, on: root },
    );
}

export function paintEgg(sketch: Sketch, brief: Brief): void {
  const { primary, accent } = brief.scheme;
  const shell = lathe(sketch, pairs("70,60 120,170 260,270 460,350 640,375 800,330 900,220 950,90"), {
    ramp: toldOr(brief, RAMPS.bone),
  });
  for (const [x, y, r] of triples("330,620,80 600,380,70 660,720,96 460,820,54 440,250,46")) {
    ellipse(sketch, [x, y, r, r], { ramp: brief.scheme.isTold ? accent : primary, on: shell });
  }
}

export function paintFlower(sketch: Sketch, brief: Brief): void {
  const { primary } = brief.scheme;
  const sway = cells(sketch, brief.motion.sway);
  const rise = cells(sketch, brief.motion.rise);
  chain(
    sketch,
    [
      [500, 950, 30],
      [490, 720, 28],
      [500 + sway, 480 + rise, 26],
    ],
    { ramp: RAMPS.leafm },
  );
  poly(sketch, pairs("490,850 330,700 180,740 300,850"), { ramp: RAMPS.grass, bevel: 40 });
  poly(sketch, pairs("500,800 650,660 820,680 700,800"), { ramp: RAMPS.grass, bevel: 40 });
  const petals = pairs("0,-190 180,-60 112,155 -112,155 -180,-60");
  for (const [dx, dy] of petals) ellipse(sketch, [500 + dx + sway, 330 + dy + rise, 142, 142], { ramp: primary });
  ellipse(sketch, [500 + sway, 330 + rise, 112, 112], { ramp: RAMPS.gold });
}

export function paintTree(sketch: Sketch, brief: Brief): void {
  const { reading } = brief;
  const sway = cells(sketch, brief.motion.sway);
  const rise = cells(sketch, brief.motion.rise);
  const leaves = toldOr(brief, reading.weights.has("autumn") ? RAMPS.foliageAutumn : RAMPS.leafm);
  chain(sketch, triples("500,930,110 500,700,80 500,520,70"), { ramp: RAMPS.wood });
  for (const side of [-1, 1]) limb(sketch, [500 + side * 60, 910, 60, 500 + side * 170, 945, 30], { ramp: RAMPS.wood });
  if (["pine", "fir", "spruce", "conifer"].some((word) => reading.weights.has(word))) {
    for (const [top, bottom, half] of triples("480,830,370 280,620,300 50,400,220")) {
      poly(
        sketch,
        [
          [500 + sway, top + rise],
          [500 + half, bottom],
          [500 + (half >> 1), bottom - 40],
          [500, bottom + 20],
          [500 - (half >> 1), bottom - 40],
          [500 - half, bottom],
        ],
        { ramp: leaves, bevel: 150 },
      );
    }
    return;
  }
  for (const [x, y, r] of triples("270,500,210 730,500,210 500,560,230 340,310,220 670,300,220 500,230,210")) {
    ellipse(sketch, [x + sway, y + (y < 400 ? rise : 0), r, div(r * 9, 10)], { ramp: leaves });
  }
  const fruit = brief.traits("tree").nextBelow(2) === 0;
  if (fruit)
    for (const [x, y] of pairs("300,430 560,350 700,520 440,600"))
      ellipse(sketch, [x, y, 36, 36], { ramp: brief.scheme.accent, lineless: true });
}

export function paintRock(sketch: Sketch, brief: Brief): void {
  const ramp = toldOr(brief, RAMPS.stone);
  poly(sketch, pairs("560,920 580,620 690,480 860,540 950,760 930,920"), { ramp, bevel: 110, bias: -20 });
  const rock = poly(sketch, pairs("60,920 90,600 230,340 430,230 600,330 700,600 720,920"), { ramp, bevel: 150 });
  stroke(sketch, pairs("430,420 490,540 450,620 500,700"), { ramp, tone: 1, on: rock });
  ellipse(sketch, [350, 320, 150, 60], { ramp: RAMPS.moss, on: rock, bias: 30 });
  ellipse(sketch, [160, 920, 110, 44], { ramp: RAMPS.grass });
}

export function paintCampfire(sketch: Sketch, brief: Brief): void {
  const flick = cells(sketch, brief.motion.sway * 2);
  const rise = cells(sketch, brief.motion.rise * 2);
  const flame = (inset: number, tone: number): void => {
    const part = lathe(
      sketch,
      [
        [110 + inset * 3 + rise, 8, 500 + flick],
        [300 + inset * 2, 110 - (inset >> 1), 480 + (flick >> 1)],
        [520 + inset, 220 - inset, 510],
        [700, 240 - inset, 500],
        [800, 160 - (inset >> 1), 500],
      ],
      { ramp: RAMPS.fire, tone },
    );
    sketch.lineless.add(part);
  };
  flame(0, 2);
  flame(30, 3);
  flame(80, 4);
  flame(130, 6);
  limb(sketch, [180, 880, 70, 800, 760, 64], { ramp: RAMPS.wood });
  limb(sketch, [820, 880, 70, 200, 760, 64], { ramp: RAMPS.wood });
  for (const [x, y] of pairs("820,880 180,880")) ellipse(sketch, [x, y, 48, 52], { ramp: RAMPS.oak });
}

export function paintTorch(sketch: Sketch, brief: Brief): void {
  const flick = cells(sketch, brief.motion.sway * 2);
  const rise = cells(sketch, brief.motion.rise * 2);
  const ramp = brief.scheme.isTold ? brief.scheme.glow : RAMPS.fire;
  for (const [inset, tone] of pairs("0,2 26,3 60,4 104,6")) {
    const part = lathe(
      sketch,
      [
        [50 + inset * 2 + rise, 6, 500 + flick],
        [200 + inset, 100 - (inset >> 1), 480],
        [360 + (inset >> 1), 180 - inset, 505],
        [470, 130 - (inset >> 1), 500],
        [520, 60, 500],
      ],
      { ramp, tone },
    );
    sketch.lineless.add(part);
  }
  lathe(sketch, pairs("470,130 540,140 640,90 700,72 930,48 960,30"), { ramp: RAMPS.wood });
  lathe(sketch, pairs("480,140 520,150 560,140"), { ramp: RAMPS.iron });
}
