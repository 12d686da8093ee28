import type { Brief } from "./brief.ts";
import { pairs, triples, type Points } from "./points.ts";
import { cos256, div, sin256 } from "./integers.ts";
import { RAMPS, type Ramp } from "./ramps.ts";
import { cells, type Sketch } from "./sketch.ts";
import { chain, ellipse, hole, lathe, limb, poly, ring, stroke } from "./shapes.ts";
import { says } from "./words.ts";

function energyOf(brief: Brief): Ramp {
  return brief.scheme.isTold || !says(brief.reading, "flame", "fire", "explosion") ? brief.scheme.glow : RAMPS.fire;
}

/** Progress 0..255 of an effect that grows and fades; a still image shows its fullest moment. */
function progress(brief: Brief): number {
  return brief.motion.isMoving ? div((2 * brief.motion.index + 1) * 128, brief.motion.count) : 110;
}

/** A flame of nested tongues that lick to either side. */
export function paintFlame(sketch: Sketch, brief: Brief): void {
  const { motion } = brief;
  const ramp = brief.scheme.isTold ? brief.scheme.glow : RAMPS.fire;
  const flick = cells(sketch, motion.sway * 2);
  const rise = cells(sketch, motion.rise * 2);
  const first = sketch.partCount + 1;
  for (const [shrink, tone] of pairs("0,2 45,3 110,4 185,6")) {
    const side = 360 - shrink - div(shrink, 4);
    lathe(
      sketch,
      [
        [70 + shrink * 2 + rise, 6, 520 + flick],
        [260 + shrink, div(side * 2, 5), 470 + (flick >> 1)],
        [480 + div(shrink, 2), div(side * 3, 4), 515],
        [700, side, 500],
        [860, div(side * 4, 5), 500],
        [945 - div(shrink, 3), div(side, 3), 500],
      ],
      { ramp, tone },
    );
  }
  for (const [x, y, lean] of triples("250,420,-1 760,360,1")) {
    lathe(
      sketch,
      [
        [y - 150 - rise, 6, x + lean * 20 - flick],
        [y, 44, x],
        [y + 110, 60, x],
        [y + 170, 20, x],
      ],
      { ramp, tone: 3 },
    );
  }
  const spark = ((sin256(motion.angle * 2) * 60) >> 8) + brief.flicker("sparks").nextBelow(50);
  for (const [x, y] of pairs("640,180 340,140 820,560"))
    ellipse(sketch, [x + (spark >> 1), y - spark - rise, 22, 22], { ramp, tone: 4 });
  for (let part = first; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
}

/** Points of a star: long and short rays round the middle. */
function starPoints(shape: {
  readonly rays: number;
  readonly long: number;
  readonly short: number;
  readonly turn: number;
}): Points {
  return Array.from({ length: shape.rays * 2 }, (_, index) => {
    const angle = shape.turn + div(index * 128, shape.rays);
    const reach = index % 2 === 0 ? shape.long : shape.short;
    return [500 + div(cos256(angle) * reach, 256), 500 + div(sin256(angle) * reach, 256)] as const;
  });
}

/** A spark or star of light with thrown-off motes. */
export function paintSpark(sketch: Sketch, brief: Brief): void {
  const ramp = energyOf(brief);
  const { motion } = brief;
  const size = 420 + (motion.isMoving ? (sin256(motion.angle) * 70) >> 8 : 0);
  const turn = 64 + div(motion.angle, 8);
  const first = sketch.partCount + 1;
  poly(sketch, starPoints({ rays: 4, long: size, short: 110, turn }), { ramp, tone: 3 });
  poly(sketch, starPoints({ rays: 4, long: div(size * 6, 10), short: 130, turn: turn + 32 }), { ramp, tone: 4 });
  poly(sketch, starPoints({ rays: 4, long: div(size * 7, 10), short: 80, turn }), { ramp, tone: 5 });
  ellipse(sketch, [500, 500, 96, 96], { ramp, tone: 6 });
  const stream = brief.flicker("motes");
  for (let mote = 0; mote < 8; mote += 1) {
    const angle = mote * 32 + 10 + stream.nextBelow(13) + motion.angle;
    const far = 320 + (mote % 2) * 80 + stream.nextBelow(30);
    ellipse(sketch, [500 + div(cos256(angle) * far, 256), 500 + div(sin256(angle) * far, 256), 24, 24], {
      ramp,
      tone: mote % 2 === 0 ? 4 : 5,
    });
  }
  for (let part = first; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
}

/** A burst: a fireball that grows, then breaks into smoke. */
export function paintExplosion(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.glow : RAMPS.fire;
  const time = progress(brief);
  const stream = brief.traits("burst");
  const reach = 120 + div(time * 300, 256);
  const first = sketch.partCount + 1;
  for (let puff = 0; puff < 9; puff += 1) {
    const angle = puff * 28 + stream.nextBelow(20);
    const [x, y] = [500 + div(cos256(angle) * reach, 256), 500 + div(sin256(angle) * reach, 256)];
    const radius = 90 + stream.nextBelow(60) - div(time, 4);
    ellipse(sketch, [x, y, radius + 30, radius + 30], { ramp: time > 150 ? RAMPS.slate : ramp, tone: time > 150 ? 2 : 1 });
    if (time < 210) ellipse(sketch, [x - 10, y - 10, radius, radius], { ramp, tone: 2 });
  }
  if (time < 200) {
    poly(sketch, starPoints({ rays: 9, long: reach + 60, short: div(reach * 6, 10), turn: time >> 2 }), { ramp, tone: 3 });
    poly(sketch, starPoints({ rays: 9, long: div(reach * 8, 10), short: div(reach * 5, 10), turn: (time >> 2) + 14 }), {
      ramp,
      tone: 4,
    });
    ellipse(sketch, [500, 500, div(reach, 2), div(reach, 2)], { ramp, tone: 6 });
  } else hole(sketch, [500, 500, div(reach, 2), div(reach, 2)]);
  for (let spark = 0; spark < 7; spark += 1) {
    const angle = spark * 37 + 9;
    const far = 200 + time;
    ellipse(sketch, [500 + div(cos256(angle) * far, 256), 500 + div(sin256(angle) * far, 256), 20, 20], { ramp, tone: 4 });
  }
  for (let part = first; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
}

/** Puffs of smoke that rise and thin. */
export function paintSmoke(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.primary : RAMPS.cloud;
  const time = brief.motion.angle;
  for (let puff = 0; puff < 7; puff += 1) {
    const age = (time + puff * 37) % 256;
    const y = 880 - div(age * 700, 256);
    const x = 500 + div(sin256(age + puff * 60) * (60 + div(age, 3)), 256);
    const radius = 150 - Math.abs(div((age - 90) * 110, 180));
    if (radius > 20) ellipse(sketch, [x, y, radius, radius], { ramp, bias: -div(age, 6) });
  }
}

/** The arc that a blade leaves in the air. */
export function paintSlash(sketch: Sketch, brief: Brief): void {
  const ramp = energyOf(brief);
  const time = brief.motion.isMoving ? progress(brief) : 150;
  const sweep = 40 + div(time * 90, 256);
  const arc = (from: number, [radius, width]: readonly [number, number], tone: number): void => {
    const points = Array.from({ length: 12 }, (_, step) => {
      const angle = from - 70 + div(step * sweep, 11);
      const thin = Math.min(step, 11 - step);
      return [440 + div(cos256(angle) * radius, 256), 560 + div(sin256(angle) * radius, 256), 8 + div(width * thin, 5)] as const;
    });
    sketch.lineless.add(chain(sketch, points, { ramp, tone }));
  };
  arc(div(time, 4), [400, 86], 2);
  arc(div(time, 4) + 6, [410, 62], 4);
  arc(div(time, 4) + 10, [420, 34], 6);
}

/** A forked bolt. */
export function paintLightning(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.glow : RAMPS.gold;
  const stream = brief.flicker("bolt");
  const bend = (): number => stream.nextBelow(140) - 70;
  const path: Points = [
    [600 + bend(), 30],
    [430 + bend(), 330],
    [600 + bend(), 420],
    [380 + bend(), 640],
    [520 + bend(), 700],
    [400 + bend(), 970],
  ];
  const fork: Points = [path[2] ?? [600, 420], [760 + bend(), 560], [700 + bend(), 640], [860 + bend(), 800]];
  for (const [width, tone] of pairs("46,2 30,4 12,6")) {
    for (const line of [path, fork]) {
      const points = line.map(
        ([x, y], index) => [x, y, Math.max(8, width - index * div(width, 8) - (line === fork ? div(width, 3) : 0))] as const,
      );
      sketch.lineless.add(chain(sketch, points, { ramp, tone }));
    }
  }
}

/** A magic circle seen from the front, turning. */
export function paintMagicCircle(sketch: Sketch, brief: Brief): void {
  const ramp = energyOf(brief);
  const turn = div(brief.motion.angle, 2);
  const first = sketch.partCount + 1;
  ring(sketch, [500, 500, 460, 460, 44], { ramp, bias: 40 });
  ring(sketch, [500, 500, 350, 350, 30], { ramp, tone: 4 });
  const corner = (index: number): readonly [number, number] => {
    const angle = turn + div(index * 256, 6);
    return [500 + div(cos256(angle) * 345, 256), 500 + div(sin256(angle) * 345, 256)];
  };
  for (const start of [0, 1])
    stroke(sketch, [corner(start), corner(start + 2), corner(start + 4), corner(start)], { ramp, tone: 5 });
  for (let rune = 0; rune < 8; rune += 1) {
    const angle = turn + rune * 32;
    ellipse(sketch, [500 + div(cos256(angle) * 405, 256), 500 + div(sin256(angle) * 405, 256), 24, 24], { ramp, tone: 6 });
  }
  ellipse(sketch, [500, 500, 90, 90], { ramp, bias: 60 });
  limb(sketch, [500, 500 + cells(sketch, brief.motion.rise), 30, 500 + cells(sketch, brief.motion.sway), 500, 30], {
    ramp,
    tone: 6,
  });
  for (let part = first; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
}

/** Rising crosses and motes: healing, blessing. */
export function paintHeal(sketch: Sketch, brief: Brief): void {
  const ramp = brief.scheme.isTold ? brief.scheme.glow : RAMPS.grass;
  const first = sketch.partCount + 1;
  for (let cross = 0; cross < 6; cross += 1) {
    const age = (brief.motion.angle + cross * 43) % 256;
    const x = [220, 500, 760, 340, 640, 500][cross] ?? 500;
    const y = 900 - div(age * 760, 256);
    const size = cross % 2 === 0 ? 90 : 56;
    const tone = age > 200 ? 3 : 5;
    limb(sketch, [x - size, y, div(size, 3), x + size, y, div(size, 3)], { ramp, tone });
    limb(sketch, [x, y - size, div(size, 3), x, y + size, div(size, 3)], { ramp, tone });
  }
  for (let part = first; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
}
