import { blendRamp } from "../colours.ts";
import { bayer, clamp, div, isqrt, mix3, sin256, wrap } from "../integers.ts";
import { pairs, triples } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { dot, type Sketch } from "../sketch.ts";
import { ellipse } from "../shapes.ts";
import type { Daylight } from "./mood-of-day.ts";

/** What every layer of a scene works from. */
export interface Stage {
  readonly sketch: Sketch;
  readonly light: Daylight;
  readonly salt: number;
  /** Position in the loop, 0..255. */
  readonly angle: number;
  /** Row of the horizon. */
  readonly horizon: number;
}

const TINTED = new WeakMap<Ramp, Map<string, Ramp>>();

/** A material seen through `veil` (1/256) of this light's air; the same object for the same request. */
export function inAir(stage: Stage, ramp: Ramp, veil: number): Ramp {
  const share = clamp(veil + stage.light.veil, 0, 240);
  const known = TINTED.get(ramp) ?? new Map<string, Ramp>();
  TINTED.set(ramp, known);
  const key = `${stage.light.name}/${share}`;
  const tinted = known.get(key) ?? blendRamp(ramp, stage.light.air, share);
  known.set(key, tinted);
  return tinted;
}

/** The sky in seven dithered bands. */
export function paintSky({ sketch, light, horizon }: Stage): void {
  for (let y = 0; y < sketch.height; y += 1) {
    for (let x = 0; x < sketch.width; x += 1) {
      const step = div(clamp(y, 0, horizon) * 7 * 16, Math.max(1, horizon + 2));
      dot(sketch, [x, y], { ramp: light.sky, tone: clamp((step + bayer(x, y) - 8) >> 4, 0, 6) });
    }
  }
}

export function paintStars(stage: Stage, count: number): void {
  const { sketch, horizon, salt, angle } = stage;
  for (let star = 0; star < count; star += 1) {
    const hash = mix3(star, 1, salt);
    const [x, y] = [hash % sketch.width, (hash >>> 12) % Math.max(1, horizon - 4)];
    const isBright = sin256(angle + (hash >>> 5)) > 90;
    dot(sketch, [x, y], { ramp: RAMPS.cloud, tone: isBright ? 5 : 2 });
    if (hash % 11 !== 0) continue;
    for (const [dx, dy] of pairs("1,0 -1,0 0,1 0,-1"))
      dot(sketch, [x + dx, y + dy], { ramp: stage.light.sky, tone: isBright ? 6 : 5 });
  }
}

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Tone of the glow round a disc at 16 times `far` cells from its middle; null outside or between its dots. */
function glowTone(disc: Disc, far: number, cell: readonly [number, number]): number | null {
  const { radius } = disc;
  if (far > radius * 12 || far <= radius * 4 + 2) return null;
  const fade = div(far * 16, radius * 12);
  const isOuter = far > radius * 7;
  if (bayer(cell[0], cell[1]) + 3 <= fade + (isOuter ? 5 : 0)) return null;
  return isOuter ? 5 : 6;
}

/** Sun or moon with two rings of glow. */
export function paintDisc(stage: Stage, disc: Disc): void {
  const { sketch, light } = stage;
  const { x, y, radius } = disc;
  for (let dy = -radius * 3; dy <= radius * 3; dy += 1) {
    for (let dx = -radius * 3; dx <= radius * 3; dx += 1) {
      const tone = y + dy > stage.horizon ? null : glowTone(disc, isqrt((dx * dx + dy * dy) * 16), [x + dx, y + dy]);
      if (tone !== null) dot(sketch, [x + dx, y + dy], { ramp: light.sky, tone });
    }
  }
  const isNight = light.name === "night";
  const core = isNight ? RAMPS.cloud : light.name === "day" ? RAMPS.gold : RAMPS.fire;
  ellipse(sketch, [x, y, radius, radius], { ramp: core, tone: isNight ? 4 : 6 });
  if (!isNight) return;
  for (const [dx, dy, r] of triples("-2,-1,1 2,2,2 1,-3,1")) {
    const size = Math.max(1, div(r * radius, 6));
    ellipse(sketch, [x + div(dx * radius, 5), y + div(dy * radius, 5), size, size], { ramp: RAMPS.cloud, tone: 2 });
  }
}

/** Heaped clouds that drift. */
export function paintClouds(stage: Stage, count: number): void {
  const { sketch, light, horizon, salt, angle } = stage;
  for (let cloud = 0; cloud < count; cloud += 1) {
    const hash = mix3(cloud, 2, salt);
    const size = 4 + (hash % 5) + div(sketch.width, 40);
    const span = sketch.width + size * 6;
    const x = wrap((hash >>> 4) + div(angle * span, 256), span) - size * 3;
    const y = 6 + div(cloud * (horizon - 18), Math.max(1, count)) + ((hash >>> 16) % 6);
    for (const [dx, dy, r] of triples("-14,4,6 14,4,6 -6,0,9 7,-1,8 0,4,8")) {
      ellipse(sketch, [x + div(dx * size, 8), y + div(dy * size, 10), div(r * size, 7), div(r * size, 10)], {
        ramp: light.cloud,
        bias: 30,
      });
    }
    flattenCloud(stage, { x, y, size });
  }
}

/** Cuts a cloud's underside level. */
function flattenCloud(stage: Stage, { x, y, size }: { readonly x: number; readonly y: number; readonly size: number }): void {
  for (let row = y + div(7 * size, 10); row < Math.min(stage.horizon, y + 2 * size); row += 1) {
    for (let column = x - 2 * size; column <= x + 2 * size; column += 1) eraseTo(stage, column, row);
  }
}

/** Paints the plain sky back over the flat underside of a cloud. */
function eraseTo({ sketch, light, horizon }: Stage, x: number, y: number): void {
  if (x < 0 || x >= sketch.width || y >= sketch.height) return;
  const index = y * sketch.width + x;
  if (sketch.slots[index] !== sketch.slotByRamp.get(light.cloud)) return;
  const step = div(clamp(y, 0, horizon) * 7 * 16, Math.max(1, horizon + 2));
  dot(sketch, [x, y], { ramp: light.sky, tone: clamp((step + bayer(x, y) - 8) >> 4, 0, 6) });
}

/** A one-dimensional skyline: smooth noise of several widths, 0..255. */
function ridgeAt(x: number, wave: { readonly width: number; readonly salt: number; readonly rough: number }): number {
  const octave = (width: number, salt: number): number => {
    const knot = div(x, width);
    const t = div((x - knot * width) * 256, width);
    const eased = (t * t * (768 - 2 * t)) >> 16;
    const [from, to] = [mix3(knot, 3, salt) & 255, mix3(knot + 1, 3, salt) & 255];
    return from + div((to - from) * eased, 256);
  };
  const base = octave(wave.width, wave.salt);
  const detail = octave(Math.max(2, wave.width >> 2), wave.salt + 1) - 128;
  return clamp(base + div(detail * wave.rough, 256), 0, 255);
}

export interface Ridge {
  readonly ramp: Ramp;
  /** Row of its highest possible point. */
  readonly top: number;
  /** Row of its lowest possible point; below it everything is land. */
  readonly base: number;
  readonly width: number;
  readonly rough: number;
  readonly salt: number;
  /** Cells of snow on high peaks; 0 for none. */
  readonly snow?: Ramp;
}

/** Land with a skyline, lit on its left slopes. */
export function paintRidge(stage: Stage, ridge: Ridge): void {
  const { sketch } = stage;
  const wave = { width: ridge.width, salt: stage.salt + ridge.salt, rough: ridge.rough };
  const rowAt = (x: number): number => ridge.base - div(ridgeAt(x, wave) * (ridge.base - ridge.top), 255);
  for (let x = 0; x < sketch.width; x += 1) {
    const row = rowAt(x);
    const slope = rowAt(x + 4) - rowAt(x - 4);
    for (let y = row; y < sketch.height; y += 1) {
      const deep = y - row;
      const lean = slope < -2 ? 1 : slope > 2 ? -1 : 0;
      const fold =
        ((mix3(div(x + deep * (slope < 0 ? 1 : -1), 5), div(y, 7), ridge.salt) & 7) === 0 ? -1 : 0) * (ridge.rough > 100 ? 1 : 0);
      let tone = 3 + lean + fold;
      if (deep === 0) tone = 4 + lean;
      if (deep > div(ridge.base - ridge.top, 2) && bayer(x, y) < 6) tone -= 1;
      const isSnowy =
        ridge.snow !== undefined &&
        row + deep < ridge.top + div((ridge.base - ridge.top) * 2, 5) + (mix3(x >> 1, 0, ridge.salt) & 3);
      dot(sketch, [x, y], {
        ramp: isSnowy && ridge.snow !== undefined ? ridge.snow : ridge.ramp,
        tone: clamp(isSnowy ? tone + 1 : tone, 1, 6),
      });
    }
  }
}

/** Row of a ridge's skyline at a column, to stand things on. */
export function ridgeRow(stage: Stage, ridge: Ridge, x: number): number {
  const wave = { width: ridge.width, salt: stage.salt + ridge.salt, rough: ridge.rough };
  return ridge.base - div(ridgeAt(x, wave) * (ridge.base - ridge.top), 255);
}

/** Open water from a row down, darker toward us, with crests and the light's path. */
export function paintSea(stage: Stage, top: number, lightX: number): void {
  const { sketch, light, angle, salt } = stage;
  const ramp = inAir(stage, RAMPS.water, 40);
  const height = Math.max(1, sketch.height - top);
  for (let y = top; y < sketch.height; y += 1) {
    const near = div((y - top) * 256, height);
    for (let x = 0; x < sketch.width; x += 1) {
      const step = 64 - div(near * 40, 256);
      const tone = clamp((step + bayer(x, y) - 8) >> 4, 1, 4);
      dot(sketch, [x, y], { ramp, tone });
    }
  }
  for (let crest = 0; crest < div(sketch.width * height, 46); crest += 1) {
    const hash = mix3(crest, 4, salt);
    const y = top + 1 + ((hash >>> 10) % height);
    const length = 2 + div((y - top) * 7, height) + (hash & 1);
    const x = wrap((hash & 1023) + (sin256(angle + (hash >>> 3)) >> 6), sketch.width);
    for (let step = 0; step < length; step += 1) dot(sketch, [x + step, y], { ramp, tone: hash % 5 === 0 ? 5 : 4 });
  }
  for (let y = top; y < sketch.height; y += 2) {
    const wide = 2 + div((y - top) * 10, height) + ((sin256(angle + y * 40) * 3) >> 8);
    const shift = (mix3(y, 5, salt) % 5) - 2;
    for (let x = -wide; x <= wide; x += 1) {
      if ((mix3(x, y, salt) & 3) !== 0) dot(sketch, [lightX + x + shift, y], { ramp: light.sky, tone: 6 });
    }
  }
}
