import { blend } from "../colours.ts";
import { clamp, div, isqrt, mix3, wrap } from "../integers.ts";
import type { Ramp } from "../ramps.ts";

/** A seamless patch of ground: per cell a ramp and a tone. Everything painted on it wraps round its edges. */
export interface Swatch {
  readonly width: number;
  readonly height: number;
  readonly ramps: Ramp[];
  /** Ramp index times 8 plus tone. */
  readonly cells: Uint8Array;
}

/** What a ground is painted from. */
export interface Ground {
  readonly width: number;
  readonly height: number;
  readonly salt: number;
  /** Position in the loop, 0..255, for grounds that move. */
  readonly angle: number;
}

export function openSwatch(ground: Ground, base: Ramp, tone: number): Swatch {
  return {
    width: ground.width,
    height: ground.height,
    ramps: [base],
    cells: new Uint8Array(ground.width * ground.height).fill(tone),
  };
}

// Share (1/256) by which each tone is drawn to the base tone.
const CALMING = [60, 90, 150, 0, 130, 96, 60];

/** A ramp with half its contrast: ground must stay behind what stands on it. */
function calm(ramp: Ramp): Ramp {
  const base = ramp[3] ?? 0;
  return ramp.map((tone, index) => blend(tone, base, CALMING[index] ?? 0));
}

const CALM = new WeakMap<Ramp, Ramp>();

/** The calm form of a ramp, made once, so that its identity can be compared. */
export function calmOnce(ramp: Ramp): Ramp {
  const known = CALM.get(ramp) ?? calm(ramp);
  CALM.set(ramp, known);
  return known;
}

export interface Ink {
  readonly ramp: Ramp;
  readonly tone: number;
}

/** Sets one cell; coordinates wrap. */
export function put(swatch: Swatch, cell: readonly [number, number], ink: Ink): void {
  let slot = swatch.ramps.indexOf(ink.ramp);
  if (slot < 0) slot = swatch.ramps.push(ink.ramp) - 1;
  swatch.cells[wrap(cell[1], swatch.height) * swatch.width + wrap(cell[0], swatch.width)] = slot * 8 + clamp(ink.tone, 0, 6);
}

/** Stamps rows of digits (tones) at a place; other characters leave the ground. */
export function stampTones(
  swatch: Swatch,
  cell: readonly [number, number],
  stamp: { readonly rows: readonly string[]; readonly ramp: Ramp },
): void {
  stamp.rows.forEach((row, dy) => {
    row.split("").forEach((digit, dx) => {
      if (digit >= "0" && digit <= "6") put(swatch, [cell[0] + dx, cell[1] + dy], { ramp: stamp.ramp, tone: Number(digit) });
    });
  });
}

/** Smooth periodic noise 0..255 with `knots` waves across the patch. */
export function noise(
  ground: Ground,
  cell: readonly [number, number],
  wave: { readonly knots: number; readonly salt: number },
): number {
  const { knots } = wave;
  const salt = ground.salt + wave.salt;
  const [fx, fy] = [wrap(cell[0], ground.width) * knots * 256, wrap(cell[1], ground.height) * knots * 256];
  const [sx, sy] = [div(fx, ground.width), div(fy, ground.height)];
  const [kx, ky] = [sx >> 8, sy >> 8];
  const ease = (t: number): number => (t * t * (768 - 2 * t)) >> 16;
  const [tx, ty] = [ease(sx & 255), ease(sy & 255)];
  const knot = (x: number, y: number): number => mix3(x % knots, y % knots, salt) & 255;
  const top = knot(kx, ky) * (256 - tx) + knot(kx + 1, ky) * tx;
  const bottom = knot(kx, ky + 1) * (256 - tx) + knot(kx + 1, ky + 1) * tx;
  return (top * (256 - ty) + bottom * ty) >> 16;
}

/** One place of a jittered grid over the patch. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly hash: number;
}

/** Evenly scattered places: one in each field of a grid of about `pitch` cells. */
export function scatter(ground: Ground, pitch: number, salt: number): Spot[] {
  const columns = Math.max(1, div(ground.width + (pitch >> 1), pitch));
  const rows = Math.max(1, div(ground.height + (pitch >> 1), pitch));
  const spots: Spot[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const hash = mix3(column, row, ground.salt + salt);
      const stepX = div(ground.width, columns);
      const stepY = div(ground.height, rows);
      spots.push({
        x: div(column * ground.width, columns) + (hash % Math.max(1, stepX)),
        y: div(row * ground.height, rows) + ((hash >>> 8) % Math.max(1, stepY)),
        hash,
      });
    }
  }
  return spots;
}

/** Where a cell lies between the two nearest places: 0 at a border, growing inward; and which place is nearest. */
export interface CellPlace {
  readonly border: number;
  readonly spot: Spot;
  readonly dx: number;
  readonly dy: number;
}

/** Nearest distance round the patch's edges. */
function around(from: number, to: number, size: number): number {
  const delta = wrap(from - to, size);
  return delta > size >> 1 ? delta - size : delta;
}

/** Finds a cell's stone in a wall of irregular stones (Voronoi cells of the places). */
export function stoneAt(ground: Ground, spots: readonly Spot[], cell: readonly [number, number]): CellPlace {
  let first = Number.MAX_SAFE_INTEGER;
  let second = first;
  let best: CellPlace = { border: 0, spot: { x: 0, y: 0, hash: 0 }, dx: 0, dy: 0 };
  for (const spot of spots) {
    const dx = around(cell[0], spot.x, ground.width);
    const dy = around(cell[1], spot.y, ground.height);
    const distance = dx * dx * 256 + dy * dy * 256;
    if (distance < first) {
      second = first;
      first = distance;
      best = { border: 0, spot, dx, dy };
    } else if (distance < second) second = distance;
  }
  return { ...best, border: isqrt(second) - isqrt(first) };
}

/** Calls `paint` for every cell of the patch. */
export function eachCell(ground: Ground, paint: (x: number, y: number) => void): void {
  for (let y = 0; y < ground.height; y += 1) for (let x = 0; x < ground.width; x += 1) paint(x, y);
}
