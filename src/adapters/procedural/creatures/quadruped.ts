import type { Brief } from "../brief.ts";
import { div, sin256 } from "../integers.ts";
import type { Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, limb } from "../shapes.ts";
import { findHeaviest } from "../words.ts";
import { paintBeastHead, type HeadSpot } from "./beast-head.ts";
import { BUILDS, WOLF, type Build } from "./builds.ts";

const GROUND = 955;

/** Movement of one leg: its paw's shift ahead and up, in design units. */
function stepOf(sketch: Sketch, brief: Brief, phase: number): readonly [number, number] {
  if (!brief.motion.isMoving) return [phase % 128 === 0 ? 0 : 12, 0];
  const reach = cells(sketch, Math.max(1, Math.abs(brief.motion.sway) + 1));
  const angle = brief.motion.angle + phase;
  const lift = Math.max(0, sin256(angle + 64));
  return [div(sin256(angle) * Math.max(reach, 50), 256), -div(lift * 45, 256)];
}

interface LegSpot {
  readonly x: number;
  readonly top: number;
  readonly phase: number;
  readonly bias: number;
}

function paintLeg(sketch: Sketch, brief: Brief, leg: LegSpot & { readonly build: Build; readonly coat: Ramp }): void {
  const { build, coat } = leg;
  const [ahead, up] = stepOf(sketch, brief, leg.phase);
  const foot = GROUND - build.legRadius;
  const knee = div(leg.top + foot, 2);
  const paint = { ramp: coat, bias: leg.bias };
  const part = chain(
    sketch,
    [
      [leg.x, leg.top, div(build.legRadius * 13, 10)],
      [leg.x + div(ahead, 2) - 8, knee, build.legRadius],
      [leg.x + ahead, foot + up, div(build.legRadius * 4, 5)],
    ],
    paint,
  );
  ellipse(sketch, [leg.x + ahead + 14, foot + up + 12, build.legRadius + 8, div(build.legRadius * 3, 4)], {
    ...paint,
    into: part,
  });
}

function paintTail(
  sketch: Sketch,
  brief: Brief,
  tail: { readonly build: Build; readonly coat: Ramp; readonly top: number },
): void {
  const { build, coat, top } = tail;
  const wag = cells(sketch, brief.motion.sway) + cells(sketch, brief.motion.rise);
  const x = 200;
  if (build.tail === "bushy") {
    chain(
      sketch,
      [
        [x + 40, top + 30, 36],
        [x - 60, top - 30 + wag, 62],
        [x - 105, top - 130 + wag, 66],
        [x - 90, top - 215 + wag, 26],
      ],
      { ramp: coat },
    );
  } else if (build.tail === "thin") {
    chain(
      sketch,
      [
        [x + 30, top + 30, 30],
        [x - 70, top - 10, 28],
        [x - 110, top - 120 + wag, 28],
        [x - 60, top - 210 + wag, 30],
      ],
      { ramp: coat },
    );
  } else if (build.tail === "hair") {
    chain(
      sketch,
      [
        [x + 20, top, 40],
        [x - 60, top + 60, 56],
        [x - 85 + wag, top + 230, 40],
        [x - 60 + wag, top + 330, 16],
      ],
      { ramp: brief.scheme.hair },
    );
  } else if (build.tail === "reptile") {
    chain(
      sketch,
      [
        [x + 90, top + 90, 90],
        [x - 40, top + 150, 56],
        [x - 120, top + 130 + wag, 34],
        [x - 160, top + 40 + wag, 12],
      ],
      { ramp: coat },
    );
  } else {
    ellipse(sketch, [x - 20, top + 20 + wag, 58, 54], { ramp: build.belly ?? coat });
  }
}

/** A four-legged animal from the side, looking right. */
export function paintQuadruped(sketch: Sketch, brief: Brief): void {
  const index = brief.traits("quadruped").nextBelow(BUILDS.length);
  const build = findHeaviest(brief.reading, BUILDS) ?? BUILDS[index]?.[1] ?? WOLF;
  const coat = brief.scheme.isTold || build.coat === undefined ? brief.scheme.primary : build.coat;
  const top = GROUND - build.leg - build.body;
  const legTop = GROUND - build.leg - 20;
  const bob = cells(sketch, brief.motion.rise);
  const leg = { build, coat, top: legTop };
  paintTail(sketch, brief, { build, coat, top: top - 40 });
  paintLeg(sketch, brief, { ...leg, x: 330, phase: 128, bias: -70 });
  paintLeg(sketch, brief, { ...leg, x: 650, phase: 0, bias: -70 });
  moved(sketch, { dy: div(bob, 2) }, () => {
    const head: HeadSpot = { build, coat, x: 680, y: top - build.neck + 70 };
    const trunk = limb(sketch, [310, top + 10, build.body, 600, top, div(build.body * 95, 100)], { ramp: coat });
    limb(sketch, [350, top + div(build.body * 2, 3), 60, 600, top + div(build.body * 2, 3), 60], {
      ramp: build.belly ?? coat,
      on: trunk,
      bias: -20,
    });
    limb(sketch, [600, top - 20, div(build.body * 8, 10), head.x - 10, head.y + 40, div(build.head * 7, 10)], {
      ramp: coat,
      into: trunk,
    });
    if (build.mane === true)
      chain(
        sketch,
        [
          [560, top - 60, 90],
          [head.x - 90, head.y + 20, 110],
          [head.x - 60, head.y - build.head + 20, 60],
        ],
        { ramp: brief.scheme.hair },
      );
    moved(sketch, { dy: div(bob, 2) }, () => paintBeastHead(sketch, brief, head));
  });
  paintLeg(sketch, brief, { ...leg, x: 270, phase: 0, bias: 0 });
  paintLeg(sketch, brief, { ...leg, x: 590, phase: 128, bias: 0 });
}
