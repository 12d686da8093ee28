import type { Brief } from "../brief.ts";
import { clamp, cos256, div, sin256 } from "../integers.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
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
    ellipse(sketch, [x - 94, top - 200 + wag, 44, 50], { ramp: build.belly ?? coat, lineless: true });
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
      { ramp: build.mane ?? coat },
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
  // Low builds are drawn larger: an icon should fill its frame, whatever it shows.
  const tall = build.leg + build.body * 2 + build.neck + build.head;
  const grow = clamp(div(90_000, Math.max(1, tall)), 100, 122);
  moved(sketch, { stretchX: Math.min(grow, 108), stretchY: grow, pivot: [540, 955] }, () => paintBeast(sketch, brief, build));
}

interface Trunk {
  readonly build: Build;
  readonly coat: Ramp;
  readonly top: number;
  readonly head: HeadSpot;
}

/** Rump, waist, chest and neck as one body, with a pale breast and the coat's markings. */
function paintTrunk(sketch: Sketch, brief: Brief, { build, coat, top, head }: Trunk): void {
  const { body } = build;
  const rump: readonly [number, number, number] = [300, top + 8, div(body * 92, 100)];
  const waist: readonly [number, number, number] = [455, top - 4, div(body * 84, 100)];
  const chest: readonly [number, number, number] = [600, top + 4, body];
  const trunk = chain(sketch, [rump, waist, chest], { ramp: coat });
  limb(sketch, [600, top - 20, div(body * 8, 10), head.x - 10, head.y + 40, div(build.head * 7, 10)], {
    ramp: coat,
    into: trunk,
  });
  const pale = build.belly ?? coat;
  limb(sketch, [650, top - 30, div(body * 45, 100), 690, top + div(body, 2), div(body * 40, 100)], {
    ramp: pale,
    on: trunk,
    bias: 10,
  });
  ellipse(sketch, [450, top + div(body * 9, 10), 150, div(body * 28, 100)], { ramp: pale, on: trunk, bias: -30 });
  paintMarks(sketch, brief, { build, top, trunk });
}

/** Stripes, patches or spots upon the trunk. */
function paintMarks(
  sketch: Sketch,
  brief: Brief,
  { build, top, trunk }: { readonly build: Build; readonly top: number; readonly trunk: number },
): void {
  const dark = { ramp: RAMPS.obsidian, on: trunk, bias: -20 };
  if (build.marks === "stripes") {
    for (const x of [240, 330, 420, 510])
      chain(
        sketch,
        [
          [x, top - build.body, 26],
          [x + 24, top - 20, 18],
          [x + 14, top + 50, 8],
        ],
        dark,
      );
  } else if (build.marks === "patches") {
    for (const [x, y, r] of [
      [270, -60, 90],
      [450, 30, 70],
      [560, -90, 60],
    ] as const)
      ellipse(sketch, [x, top + y, r, div(r * 8, 10)], dark);
  } else if (build.marks === "spots") {
    const stream = brief.traits("spots");
    for (const [x, y] of [
      [260, -70],
      [330, -20],
      [400, -80],
      [470, -30],
      [540, -80],
      [300, 50],
    ] as const) {
      ellipse(sketch, [x + stream.nextBelow(20), top + y, 20, 20], { ramp: RAMPS.cloth, on: trunk, tone: 4 });
    }
  }
}

/** A horse's mane along the back of its neck. */
function paintCrest(sketch: Sketch, head: HeadSpot, ramp: Ramp): void {
  chain(
    sketch,
    [
      [head.x - 10, head.y - head.build.head, 50],
      [head.x - 120, head.y + 10, 80],
      [head.x - 170, head.y + 190, 60],
    ],
    { ramp },
  );
}

/** A lion's mane round its head. */
function paintMane(sketch: Sketch, head: HeadSpot, ramp: Ramp): void {
  const tufts = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((step): readonly [number, number] => [
    cos256(step * 28 + 8),
    sin256(step * 28 + 8),
  ]);
  const reach = head.build.head;
  const fur = ellipse(sketch, [head.x - 20, head.y + 10, div(reach * 14, 10), div(reach * 14, 10)], { ramp });
  for (const [cos, sin] of tufts) {
    ellipse(
      sketch,
      [head.x - 20 + div(cos * reach * 12, 2560), head.y + 10 + div(sin * reach * 12, 2560), div(reach, 2), div(reach, 2)],
      { ramp, into: fur },
    );
  }
}

function paintBeast(sketch: Sketch, brief: Brief, build: Build): void {
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
    paintTrunk(sketch, brief, { build, coat, top, head });
    if (build.mane !== undefined && build.tail === "hair") paintCrest(sketch, head, build.mane);
    if (build.mane !== undefined && build.tail !== "hair") paintMane(sketch, head, build.mane);
    moved(sketch, { dy: div(bob, 2) }, () => paintBeastHead(sketch, brief, head));
  });
  paintLeg(sketch, brief, { ...leg, x: 270, phase: 0, bias: 0 });
  paintLeg(sketch, brief, { ...leg, x: 590, phase: 128, bias: 0 });
}
