/** Integer arithmetic behind all drawing: no result depends on a machine's floating-point library. */

/** Sub-cell precision: one cell is 64 units wide. */
export const CELL = 64;

// 256 * sin, first quarter of a turn in 64 steps.
const QUARTER = [
  0, 6, 13, 19, 25, 31, 38, 44, 50, 56, 62, 68, 74, 80, 86, 92, 98, 104, 109, 115, 121, 126, 132, 137, 142, 147, 152, 157, 162,
  167, 172, 177, 181, 185, 190, 194, 198, 202, 206, 209, 213, 216, 220, 223, 226, 229, 231, 234, 237, 239, 241, 243, 245, 247,
  248, 250, 251, 252, 253, 254, 255, 255, 256, 256, 256,
];

/** Sine times 256 of an angle in 1/256 turns; any integer angle. */
export function sin256(angle: number): number {
  const turn = ((angle % 256) + 256) % 256;
  const step = turn % 64;
  const quarter = Math.floor(turn / 64);
  const value = QUARTER[quarter % 2 === 0 ? step : 64 - step] ?? 0;
  return quarter < 2 ? value : -value;
}

/** Cosine times 256 of an angle in 1/256 turns. */
export function cos256(angle: number): number {
  return sin256(angle + 64);
}

/** Quotient rounded toward minus infinity; exact for the small integers used here. */
export function div(a: number, b: number): number {
  return Math.floor(a / b);
}

/** Quotient rounded to nearest, halves away from zero, so that mirrored shapes stay mirrored. */
export function divRound(a: number, b: number): number {
  const magnitude = Math.floor((2 * Math.abs(a) + b) / (2 * b));
  return a < 0 ? -magnitude : magnitude;
}

export function clamp(value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? high : value;
}

/** Remainder that is never negative. */
export function wrap(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** A number times itself; `**` may round differently on another machine. */
export function square(n: number): number {
  return n * n;
}

/** Integer square root by Newton's method: the largest r with r * r <= n. */
export function isqrt(n: number): number {
  if (n < 2) return n;
  let root = n;
  let next = Math.floor((root + 1) / 2);
  while (next < root) {
    root = next;
    next = Math.floor((root + Math.floor(n / root)) / 2);
  }
  return root;
}

/** Height of the unit hemisphere (radius 256) over a squared distance in [0, 65536], in 1,024 steps. */
const HEMISPHERE = Int16Array.from({ length: 1025 }, (_, step) => isqrt(65_536 - step * 64));

export function hemisphere(squared: number): number {
  return HEMISPHERE[squared >> 6] ?? 0;
}

/** A well-mixed 32-bit number from three integers: noise without a stream. Source: Murmur3 finaliser. */
export function mix3(x: number, y: number, salt: number): number {
  let hash = Math.imul(x, 0x27d4eb2f) ^ Math.imul(y, 0x165667b1) ^ Math.imul(salt, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

// Ordered dither matrix, 4 by 4.
const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** Threshold 0..15 of the ordered dither at a cell. */
export function bayer(x: number, y: number): number {
  return BAYER[(y & 3) * 4 + (x & 3)] ?? 0;
}
