import type { Brief } from "../brief.ts";
import { pairs, triples, type Points } from "../points.ts";
import { RAMPS } from "../ramps.ts";
import type { Sketch } from "../sketch.ts";
import { chain, ellipse, lathe, limb, poly, stroke } from "../shapes.ts";
import type { HairCut, Persona } from "./persona.ts";

type HairPainter = (sketch: Sketch, persona: Persona) => void;

const nothing: HairPainter = () => undefined;

const BACK: Readonly<Record<HairCut, HairPainter>> = {
  bald: nothing,
  short: (sketch, { hair }) => void lathe(sketch, pairs("80,160 160,265 300,298 440,285 530,250"), { ramp: hair, bias: -60 }),
  spiky: (sketch, { hair }) =>
    void poly(
      sketch,
      pairs(
        "200,420 130,360 190,300 110,200 230,190 210,60 350,110 420,10 520,90 650,10 680,110 820,70 780,190 890,220 810,310 860,380 790,440",
      ),
      { ramp: hair, bevel: 60, bias: -30 },
    ),
  bob: (sketch, { hair }) =>
    void lathe(sketch, pairs("80,160 160,275 300,320 480,335 620,330 680,290"), { ramp: hair, bias: -60 }),
  long: (sketch, { hair }) =>
    void lathe(sketch, pairs("80,160 160,275 300,322 500,340 700,350 860,345 960,300"), { ramp: hair, bias: -60 }),
  ponytail: (sketch, { hair, trim }) => {
    chain(sketch, triples("720,200,70 850,260,90 890,440,84 840,640,50 860,720,20"), { ramp: hair, bias: -30 });
    ellipse(sketch, [745, 190, 56, 60], { ramp: trim });
    lathe(sketch, pairs("80,160 160,262 300,292 430,270"), { ramp: hair, bias: -60 });
  },
  curly: (sketch, { hair }) => {
    for (const [x, y, r] of triples(
      "250,520,100 750,520,100 210,380,110 790,380,110 240,230,115 760,230,115 380,130,120 620,130,120 500,100,110 270,640,80 730,640,80",
    )) {
      ellipse(sketch, [x, y, r, r], { ramp: hair, bias: -20 });
    }
  },
  braids: (sketch, { hair, trim }) => {
    lathe(sketch, pairs("80,160 160,265 300,298 480,280"), { ramp: hair, bias: -60 });
    for (const side of [-1, 1]) {
      for (const [x, y, r] of triples("285,560,56 305,650,54 315,740,50 320,820,44"))
        ellipse(sketch, [500 + side * x, y, r, r], { ramp: hair });
      ellipse(sketch, [500 + side * 322, 880, 36, 24], { ramp: trim });
      limb(sketch, [500 + side * 322, 910, 28, 500 + side * 325, 950, 16], { ramp: hair });
    }
  },
};

const PARTED: Points = pairs(
  "245,420 225,300 255,180 340,100 450,65 560,62 670,105 745,185 775,300 755,420 725,330 690,270 600,240 520,180 430,260 330,290 280,340",
);
const FRINGE: Points = pairs(
  "240,440 220,300 250,170 340,95 450,60 560,60 670,100 750,175 780,300 760,440 715,300 670,330 610,270 560,330 500,275 440,330 390,270 330,330 285,300",
);
const SWEPT: Points = pairs(
  "240,400 215,290 240,170 330,80 470,30 640,60 750,160 785,300 765,400 735,300 660,215 540,230 420,275 320,280 270,330",
);
const SPIKES: Points = pairs(
  "235,400 215,260 280,150 420,90 580,90 720,150 785,260 765,400 720,290 650,340 600,250 530,330 470,240 400,340 340,250 290,330",
);

const FRONT: Readonly<Record<HairCut, Points | null>> = {
  bald: null,
  short: SWEPT,
  spiky: SPIKES,
  bob: FRINGE,
  long: PARTED,
  ponytail: SWEPT,
  curly: FRINGE,
  braids: PARTED,
};

export function paintBackHair(sketch: Sketch, persona: Persona): void {
  BACK[persona.cut](sketch, persona);
}

/** Hair over the brow, with a band of light across it. */
export function paintFrontHair(sketch: Sketch, persona: Persona): void {
  const shape = FRONT[persona.cut];
  if (shape === null) return;
  const { hair } = persona;
  const cap = poly(sketch, shape, { ramp: hair, bevel: 70, flat: 110 });
  chain(sketch, triples("300,240,20 370,165,26 480,130,22"), { ramp: hair, tone: 5, on: cap });
  chain(sketch, triples("560,130,14 640,160,16"), { ramp: hair, tone: 4, on: cap });
  for (const [x, y] of pairs("400,110 520,90 630,120"))
    stroke(
      sketch,
      [
        [x, y],
        [x + (x < 500 ? -40 : 40), y + 110],
      ],
      { ramp: hair, tone: 1, on: cap },
    );
}

type HeadPainter = (sketch: Sketch, brief: Brief, persona: Persona) => void;

const HEADGEAR: Readonly<Record<Persona["head"], HeadPainter>> = {
  none: () => undefined,
  band: (sketch, brief, { trim }) => {
    chain(sketch, triples("250,270,18 360,232,20 500,222,22 640,232,20 750,270,18"), { ramp: trim });
    ellipse(sketch, [500, 224, 34, 36], { ramp: brief.scheme.accent });
  },
  crown: (sketch, brief) => {
    poly(sketch, pairs("265,190 235,10 370,90 500,-20 630,90 765,10 735,190"), { ramp: RAMPS.gold, bevel: 40 });
    limb(sketch, [275, 185, 30, 725, 185, 30], { ramp: RAMPS.gold });
    for (const x of [370, 500, 630]) ellipse(sketch, [x, 140, 26, 30], { ramp: brief.scheme.accent });
  },
  wizard: (sketch, brief, { cloth, trim }) => {
    const cone = poly(sketch, pairs("240,210 360,20 470,-60 700,-40 610,30 700,90 770,210"), { ramp: cloth, bevel: 60 });
    poly(sketch, pairs("230,150 780,150 780,220 230,220"), { ramp: trim, on: cone, flat: 130 });
    ellipse(sketch, [500, 225, 420, 62], { ramp: cloth });
    ellipse(sketch, [460, 90, 30, 30], { ramp: brief.scheme.accent, tone: 5, on: cone });
  },
  hood: (sketch, _brief, { cloth }) => {
    const hood = poly(
      sketch,
      pairs(
        "130,760 120,420 190,190 340,50 500,10 660,50 810,190 880,420 870,760 740,700 770,460 730,300 630,190 500,150 370,190 270,300 230,460 260,700",
      ),
      { ramp: cloth, bevel: 70 },
    );
    chain(sketch, triples("300,250,16 390,150,18 500,110,14"), { ramp: cloth, tone: 5, on: hood });
  },
  helmet: () => undefined,
  horns: (sketch) => {
    for (const side of [-1, 1])
      chain(
        sketch,
        [
          [500 + side * 170, 160, 50],
          [500 + side * 270, 80, 40],
          [500 + side * 290, -20, 16],
        ],
        { ramp: RAMPS.bone },
      );
  },
  cap: (sketch, brief, { cloth, trim }) => {
    lathe(sketch, pairs("20,150 60,240 130,290 190,290"), { ramp: cloth });
    chain(sketch, triples("230,205,32 370,175,34 500,168,34 630,175,34 770,205,32"), { ramp: trim });
    ellipse(sketch, [500, 120, 44, 44], { ramp: brief.scheme.accent });
  },
};

export function paintHeadgear(sketch: Sketch, brief: Brief, persona: Persona): void {
  HEADGEAR[persona.head](sketch, brief, persona);
}
