import type { Brief } from "../brief.ts";
import { pairs } from "../points.ts";
import { div } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { box, chain, ellipse, lathe, limb, poly, stroke, type Profile } from "../shapes.ts";
import { paintBackHair, paintFrontHair, paintHeadgear } from "./hair.ts";
import { readPersona, type Persona } from "./persona.ts";
import { paintClothes } from "./clothes.ts";

const FACE: Profile = pairs("130,120 170,190 250,238 360,250 470,240 560,205 630,145 668,80 684,30");

function paintEyes(sketch: Sketch, persona: Persona): void {
  const { mood } = persona;
  for (const side of [-1, 1]) {
    const x = 500 + side * 112;
    if (mood.eyesPct === 0) {
      stroke(
        sketch,
        [
          [x - 52, 420],
          [x - 22, 440],
          [x + 22, 440],
          [x + 52, 420],
        ],
        { ramp: RAMPS.ink, tone: 1, lineless: true },
      );
      continue;
    }
    const tall = div(46 * mood.eyesPct * sketch.style.cutePct, 10_000);
    const wide = 52;
    const white = ellipse(sketch, [x, 418, wide, tall], { ramp: RAMPS.white, tone: 4, lineless: true });
    const at = x + mood.look;
    ellipse(sketch, [at, 420, 32, tall], { ramp: persona.eyes, tone: 2, on: white });
    ellipse(sketch, [at, 438, 24, div(tall, 2)], { ramp: persona.eyes, tone: 4, on: white });
    ellipse(sketch, [at, 414, 17, div(tall * 2, 3)], { ramp: RAMPS.ink, tone: 0, on: white });
    const spark = cells(sketch, 1);
    box(sketch, [at - 26, 398 - (spark >> 1), spark, spark], { ramp: RAMPS.white, tone: 6, lineless: true });
    const lid = 418 - tall;
    stroke(
      sketch,
      [
        [x - wide, lid + 24],
        [x - 26, lid],
        [x + 26, lid],
        [x + wide, lid + 24],
      ],
      { ramp: RAMPS.ink, tone: 1, lineless: true },
    );
  }
}

function paintBrows(sketch: Sketch, persona: Persona): void {
  const { mood } = persona;
  const ramp = persona.cut === "bald" ? RAMPS.darkwood : persona.hair;
  for (const side of [-1, 1]) {
    const y = 345 - mood.browLift;
    const inner: readonly [number, number] = [500 + side * 62, y + mood.browTilt];
    const outer: readonly [number, number] = [500 + side * 170, y - div(mood.browTilt, 2) + 6];
    chain(
      sketch,
      [
        [...inner, 13],
        [500 + side * 118, y - 10, 14],
        [...outer, 8],
      ],
      { ramp, tone: 1, lineless: true },
    );
  }
}

type MouthPainter = (sketch: Sketch, persona: Persona) => void;

const dark = { ramp: RAMPS.darkwood, tone: 0, lineless: true } as const;

const MOUTHS: Readonly<Record<Persona["mood"]["mouth"], MouthPainter>> = {
  line: (sketch) => void stroke(sketch, pairs("455,578 545,578"), dark),
  smile: (sketch) => void stroke(sketch, pairs("435,560 465,585 535,585 565,560"), dark),
  frown: (sketch) => void stroke(sketch, pairs("440,592 468,570 532,570 560,592"), dark),
  smirk: (sketch) => void stroke(sketch, pairs("450,584 520,580 566,556"), dark),
  wave: (sketch) => void stroke(sketch, pairs("440,585 470,570 500,585 530,570 560,585"), dark),
  open: (sketch) => {
    const mouth = ellipse(sketch, [500, 582, 44, 42], dark);
    ellipse(sketch, [500, 606, 30, 20], { ramp: RAMPS.clay, tone: 3, on: mouth });
  },
  grin: (sketch) => {
    const mouth = lathe(sketch, pairs("548,84 575,76 605,52 622,20"), dark);
    box(sketch, [415, 548, 170, 20], { ramp: RAMPS.white, tone: 4, on: mouth });
    ellipse(sketch, [500, 612, 40, 16], { ramp: RAMPS.clay, tone: 3, on: mouth });
  },
  teeth: (sketch) => {
    box(sketch, [440, 562, 120, 44], dark);
    box(sketch, [455, 574, 90, 20], { ramp: RAMPS.white, tone: 3, lineless: true });
  },
};

function paintFace(sketch: Sketch, persona: Persona): void {
  const { skin, mood } = persona;
  for (const side of [-1, 1]) {
    if (persona.pointedEars)
      poly(
        sketch,
        [
          [500 + side * 225, 370],
          [500 + side * 400, 270],
          [500 + side * 235, 500],
        ],
        { ramp: skin, bevel: 36 },
      );
    else ellipse(sketch, [500 + side * 248, 430, 44, 66], { ramp: skin, bias: side > 0 ? -40 : -10 });
  }
  const face = lathe(sketch, FACE, { ramp: skin, bias: 10 });
  poly(sketch, pairs("500,668 700,560 740,400 690,400 640,560"), { ramp: skin, flat: 20, on: face });
  if (mood.blush)
    for (const side of [-1, 1]) ellipse(sketch, [500 + side * 150, 510, 54, 26], { ramp: RAMPS.clay, tone: 4, on: face });
  stroke(sketch, pairs("512,440 522,492"), { ramp: skin, tone: 2, on: face });
  stroke(sketch, pairs("488,506 522,506"), { ramp: skin, tone: 1, on: face });
  paintEyes(sketch, persona);
  paintBrows(sketch, persona);
  MOUTHS[mood.mouth](sketch, persona);
  if (mood.tears) {
    for (const side of [-1, 1])
      chain(
        sketch,
        [
          [500 + side * 140, 470, 12],
          [500 + side * 148, 540, 18],
        ],
        { ramp: RAMPS.frost, tone: 5, lineless: true },
      );
  }
  if (persona.beard) paintBeard(sketch, persona, face);
}

function paintBeard(sketch: Sketch, persona: Persona, face: number): void {
  const { hair } = persona;
  const beard = poly(
    sketch,
    pairs("258,470 300,520 400,545 500,530 600,545 700,520 742,470 720,640 640,760 500,820 360,760 280,640"),
    { ramp: hair, bevel: 60 },
  );
  const mouth = ellipse(sketch, [500, 588, 58, 24], { ramp: persona.skin, tone: 2, on: beard });
  stroke(sketch, pairs("460,590 540,590"), { ...dark, on: beard });
  limb(sketch, [490, 545, 24, 400, 570, 18], { ramp: hair, into: beard, bias: 30 });
  limb(sketch, [510, 545, 24, 600, 570, 18], { ramp: hair, into: beard, bias: 10 });
  sketch.lineless.add(mouth === face ? face : mouth);
}

/** A person from the chest up, facing us. */
export function paintPortrait(sketch: Sketch, brief: Brief): void {
  const persona = readPersona(brief);
  const { motion } = brief;
  const breath = cells(sketch, motion.rise) >> 1;
  const lean = cells(sketch, motion.sway) >> 1;
  moved(sketch, { dx: lean, dy: breath }, () => paintBackHair(sketch, persona));
  moved(sketch, { dy: breath }, () => {
    lathe(sketch, pairs("600,105 700,108 780,130 860,180"), { ramp: persona.skin, bias: -60 });
    paintClothes(sketch, brief, persona);
  });
  moved(sketch, { dx: lean, dy: breath }, () => {
    paintFace(sketch, persona);
    paintFrontHair(sketch, persona);
    paintHeadgear(sketch, brief, persona);
  });
}
