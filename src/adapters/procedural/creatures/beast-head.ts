import type { Brief } from "../brief.ts";
import { isBlinking, paintEye } from "../face.ts";
import { div } from "../integers.ts";
import { pairs } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import type { Sketch } from "../sketch.ts";
import { chain, ellipse, limb, poly } from "../shapes.ts";
import type { Build } from "./builds.ts";

export interface HeadSpot {
  readonly build: Build;
  readonly coat: Ramp;
  readonly x: number;
  readonly y: number;
}

const EARS: Readonly<Record<Build["ears"], (sketch: Sketch, head: HeadSpot, bias: number) => void>> = {
  pointed: (sketch, { coat, x, y, build }, bias) => {
    const r = build.head;
    poly(
      sketch,
      [
        [x - 75, y - div(r, 2)],
        [x - 70, y - r - 130],
        [x + 50, y - div(r * 4, 5)],
      ],
      { ramp: coat, bevel: 50, bias },
    );
    if (bias === 0)
      poly(
        sketch,
        [
          [x - 45, y - div(r * 3, 5)],
          [x - 50, y - r - 70],
          [x + 18, y - div(r * 4, 5)],
        ],
        { ramp: RAMPS.clay, tone: 2, lineless: true },
      );
  },
  round: (sketch, { coat, x, y, build }, bias) => {
    ellipse(sketch, [x - 60, y - build.head + 10, 66, 66], { ramp: coat, bias });
    if (bias === 0) ellipse(sketch, [x - 56, y - build.head + 18, 34, 34], { ramp: RAMPS.clay, tone: 3, lineless: true });
  },
  floppy: (sketch, { coat, x, y, build }, bias) => {
    limb(sketch, [x - 80, y - div(build.head * 2, 3), 36, x - 175, y - div(build.head, 3), 48], { ramp: coat, bias: bias - 20 });
  },
  long: (sketch, { coat, x, y, build }, bias) => {
    chain(
      sketch,
      [
        [x - 30, y - build.head + 30, 44],
        [x - 60, y - build.head - 120, 56],
        [x - 90, y - build.head - 230, 36],
      ],
      { ramp: coat, bias },
    );
    if (bias === 0)
      limb(sketch, [x - 50, y - build.head - 60, 18, x - 76, y - build.head - 190, 22], {
        ramp: RAMPS.clay,
        tone: 4,
        lineless: true,
      });
  },
  none: () => undefined,
};

const HORNS: Readonly<Record<Build["horns"], (sketch: Sketch, head: HeadSpot) => void>> = {
  none: () => undefined,
  curved: (sketch, { x, y, build }) => {
    chain(
      sketch,
      [
        [x - 10, y - build.head + 30, 48],
        [x - 110, y - build.head - 30, 46],
        [x - 165, y - 60, 38],
        [x - 100, y + 10, 22],
      ],
      { ramp: RAMPS.bone },
    );
  },
  antlers: (sketch, { x, y, build }) => {
    const top = y - build.head;
    for (const [side, bias] of pairs("110,-60 0,0")) {
      chain(
        sketch,
        [
          [x - 20 + side, top + 30, 24],
          [x - 90 + side, top - 110, 20],
          [x - 50 + side, top - 220, 14],
        ],
        { ramp: RAMPS.bone, bias },
      );
      chain(
        sketch,
        [
          [x - 80 + side, top - 90, 18],
          [x - 170 + side, top - 170, 12],
        ],
        { ramp: RAMPS.bone, bias },
      );
      chain(
        sketch,
        [
          [x - 72 + side, top - 140, 16],
          [x + 20 + side, top - 190, 12],
        ],
        { ramp: RAMPS.bone, bias },
      );
    }
  },
  tusks: (sketch, { x, y, build }) => {
    chain(
      sketch,
      [
        [x + build.snout - 10, y + 85, 26],
        [x + build.snout + 50, y + 40, 20],
        [x + build.snout + 40, y - 20, 10],
      ],
      { ramp: RAMPS.bone },
    );
  },
  single: (sketch, { x, y, build }) => {
    chain(
      sketch,
      [
        [x - 10, y - build.head + 20, 34],
        [x + 30, y - build.head - 70, 26],
        [x + 100, y - build.head - 110, 12],
      ],
      { ramp: RAMPS.bone },
    );
  },
};

const IRISES: readonly Ramp[] = [RAMPS.gold, RAMPS.leafm, RAMPS.water, RAMPS.copper];

export function paintBeastHead(sketch: Sketch, brief: Brief, head: HeadSpot): void {
  const { build, coat, x, y } = head;
  EARS[build.ears](sketch, { ...head, x: x + 90 }, -60);
  const skull = ellipse(sketch, [x, y, build.head, div(build.head * 94, 100)], { ramp: coat });
  const muzzle = { ramp: build.belly ?? coat, into: skull };
  if (build.snout > 0)
    limb(sketch, [x + 40, y + 50, div(build.head * 6, 10), x + 40 + build.snout, y + 66, div(build.head * 4, 10)], muzzle);
  ellipse(sketch, [x + 50 + build.snout + div(build.head * 3, 10), y + 40, 34, 28], { ramp: RAMPS.ink, tone: 1, lineless: true });
  EARS[build.ears](sketch, head, 0);
  HORNS[build.horns](sketch, head);
  paintEye(sketch, {
    x: x + div(build.head * 4, 10),
    y: y - 22,
    size: 34,
    iris: IRISES[brief.traits("iris").nextBelow(IRISES.length)] ?? RAMPS.gold,
    isClosed: isBlinking(brief),
  });
}
