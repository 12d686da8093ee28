import type { Brief } from "../brief.ts";
import { pairs, triples, type Points } from "../points.ts";
import { motifRows } from "../motifs.ts";
import { RAMPS } from "../ramps.ts";
import type { Sketch } from "../sketch.ts";
import { chain, ellipse, limb, poly, stamp, stroke } from "../shapes.ts";
import type { Persona, Wear } from "./persona.ts";

const SHOULDERS: Points = pairs("60,1000 85,880 170,800 330,745 420,770 500,800 580,770 670,745 830,800 915,880 940,1000");

type ClothesPainter = (sketch: Sketch, brief: Brief, persona: Persona) => void;

const CLOTHES: Readonly<Record<Wear, ClothesPainter>> = {
  tunic: (sketch, _brief, { cloth, trim }) => {
    const body = poly(sketch, SHOULDERS, { ramp: cloth, bevel: 80 });
    poly(sketch, pairs("400,760 600,760 500,900"), { ramp: RAMPS.cloth, on: body, flat: 120 });
    chain(sketch, triples("395,755,20 500,905,18 605,755,20"), { ramp: trim });
    for (const x of [250, 750])
      stroke(
        sketch,
        [
          [x, 880],
          [x + (x < 500 ? 20 : -20), 1000],
        ],
        { ramp: cloth, tone: 1, on: body },
      );
  },
  coat: (sketch, brief, { cloth, trim }) => {
    const body = poly(sketch, SHOULDERS, { ramp: cloth, bevel: 80 });
    poly(sketch, pairs("380,755 620,755 560,1000 440,1000"), { ramp: RAMPS.cloth, on: body, flat: 120 });
    chain(sketch, triples("470,800,34 500,860,26 480,960,30"), { ramp: brief.scheme.accent, lineless: true });
    poly(sketch, pairs("330,730 420,770 470,1000 380,1000 290,830"), { ramp: cloth, bevel: 40 });
    poly(sketch, pairs("670,730 580,770 530,1000 620,1000 710,830"), { ramp: cloth, bevel: 40, bias: -20 });
    for (const y of [880, 950]) ellipse(sketch, [410, y, 20, 20], { ramp: trim, lineless: true });
  },
  robe: (sketch, brief, { cloth, trim }) => {
    const body = poly(sketch, SHOULDERS, { ramp: cloth, bevel: 90 });
    poly(sketch, pairs("450,790 550,790 570,1000 430,1000"), { ramp: trim, on: body, flat: 110 });
    chain(sketch, triples("330,760,44 420,830,44 500,850,44 580,830,44 670,760,44"), { ramp: cloth, bias: 20 });
    ellipse(sketch, [500, 855, 52, 52], { ramp: trim });
    ellipse(sketch, [500, 855, 32, 32], { ramp: brief.scheme.glow });
  },
  dress: (sketch, brief, { cloth, skin, trim }) => {
    const bust = poly(sketch, SHOULDERS, { ramp: skin, flat: 100 });
    const bodice = poly(
      sketch,
      pairs("60,1000 85,880 180,800 290,800 380,890 500,850 620,890 710,800 820,800 915,880 940,1000"),
      { ramp: cloth, bevel: 60 },
    );
    chain(sketch, triples("290,805,18 380,888,18 500,850,18 620,888,18 710,805,18"), { ramp: trim });
    chain(sketch, triples("400,750,8 500,815,8 600,750,8"), { ramp: trim, tone: 4, lineless: true });
    ellipse(sketch, [500, 822, 24, 28], { ramp: brief.scheme.accent });
    sketch.lineless.add(Math.min(bust, bodice));
  },
  armour: (sketch, brief, { cloth, trim }) => {
    const plate = poly(sketch, SHOULDERS, { ramp: cloth, bevel: 70 });
    stroke(sketch, pairs("500,800 500,1000"), { ramp: cloth, tone: 1, on: plate });
    stamp(sketch, [440, 860, 130, 130], { ramp: brief.scheme.primary, tone: 3, on: plate, rows: motifRows(brief.scheme.motif) });
    for (const side of [-1, 1]) {
      ellipse(sketch, [500 + side * 330, 860, 160, 120], { ramp: cloth, bias: side > 0 ? -20 : 10 });
      limb(sketch, [500 + side * 220, 920, 22, 500 + side * 440, 920, 22], { ramp: trim });
    }
    chain(sketch, triples("360,745,40 430,800,40 500,815,40 570,800,40 640,745,40"), { ramp: cloth, bias: 20 });
  },
};

export function paintClothes(sketch: Sketch, brief: Brief, persona: Persona): void {
  CLOTHES[persona.wear](sketch, brief, persona);
}
