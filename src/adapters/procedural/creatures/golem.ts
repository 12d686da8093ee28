import type { Brief } from "../brief.ts";
import { pairs, type Points } from "../points.ts";
import { isBlinking } from "../face.ts";
import { motifRows } from "../motifs.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { box, ellipse, poly, stamp, stroke } from "../shapes.ts";
import { findHeaviest } from "../words.ts";

const BODIES: readonly (readonly [string, Ramp])[] = [
  ["ice frost crystal", RAMPS.frost],
  ["lava magma fire", RAMPS.obsidian],
  ["wood wooden treant ent forest", RAMPS.wood],
  ["clay mud brick", RAMPS.clay],
  ["iron metal steel", RAMPS.iron],
  ["sand desert", RAMPS.sand],
  ["gold golden", RAMPS.gold],
  ["moss swamp", RAMPS.moss],
  ["stone rock", RAMPS.stone],
];

/** A chipped boulder: an octagon with a bevelled edge. */
function boulder(
  sketch: Sketch,
  spot: readonly [number, number, number, number],
  paint: { readonly ramp: Ramp; readonly bias?: number },
): number {
  const [x, y, rx, ry] = spot;
  const at = (dx: number, dy: number): readonly [number, number] => [
    x + Math.trunc((rx * dx) / 100),
    y + Math.trunc((ry * dy) / 100),
  ];
  const corners: Points = [
    at(-50, -100),
    at(42, -96),
    at(92, -52),
    at(100, 36),
    at(54, 96),
    at(-46, 100),
    at(-100, 44),
    at(-94, -46),
  ];
  return poly(sketch, corners, { ...paint, bevel: Math.trunc(Math.min(rx, ry) * 0.45) });
}

function paintArm(
  sketch: Sketch,
  brief: Brief,
  arm: { readonly side: number; readonly stone: Ramp; readonly lift: number },
): void {
  const { side, stone, lift } = arm;
  const bias = side > 0 ? -30 : 0;
  boulder(sketch, [500 + side * 330, 640 + lift, 78, 110], { ramp: stone, bias });
  boulder(sketch, [500 + side * 375, 800 + lift, 120, 120], { ramp: stone, bias });
  boulder(sketch, [500 + side * 300, 430, 140, 125], { ramp: stone, bias });
  ellipse(sketch, [500 + side * 275, 330, 90, 34], { ramp: brief.scheme.isTold ? stone : RAMPS.moss, bias: 20, lineless: true });
}

/** A giant of boulders with a glowing heart. */
export function paintGolem(sketch: Sketch, brief: Brief): void {
  const { glow, accent, primary, motif } = brief.scheme;
  const stone = findHeaviest(brief.reading, BODIES) ?? RAMPS.stone;
  const light = glow === stone || brief.scheme.isTold ? (glow === stone ? accent : primary) : glow;
  const bob = cells(sketch, brief.motion.rise);
  const sway = cells(sketch, brief.motion.sway);
  for (const side of [-1, 1]) {
    boulder(sketch, [500 + side * 135, 860, 115, 100], { ramp: stone, bias: side > 0 ? -40 : -10 });
  }
  moved(sketch, { dy: bob >> 1 }, () => {
    paintArm(sketch, brief, { side: 1, stone, lift: sway });
    const trunk = boulder(sketch, [500, 560, 255, 255], { ramp: stone });
    stroke(sketch, pairs("380,400 420,470 400,520"), { ramp: stone, tone: 1, on: trunk });
    stroke(sketch, pairs("640,640 600,700 620,750"), { ramp: stone, tone: 1, on: trunk });
    ellipse(sketch, [500, 590, 130, 130], { ramp: stone, flat: -120, on: trunk });
    stamp(sketch, [405, 495, 190, 190], { ramp: light, tone: 5, on: trunk, rows: motifRows(motif) });
    paintArm(sketch, brief, { side: -1, stone, lift: -sway });
    moved(sketch, { dy: bob >> 1 }, () => {
      const head = boulder(sketch, [500, 235, 175, 150], { ramp: stone, bias: 15 });
      box(sketch, [370, 230, 260, 62], { ramp: RAMPS.ink, tone: 1, on: head });
      const tone = isBlinking(brief) ? 2 : 5;
      for (const x of [400, 540]) box(sketch, [x, 238, 62, 44], { ramp: light, tone, on: head });
      ellipse(sketch, [480, 92, 110, 34], { ramp: brief.scheme.isTold ? stone : RAMPS.moss, bias: 30, lineless: true });
    });
  });
}
