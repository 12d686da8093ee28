import type { Brief } from "../brief.ts";
import { div, isqrt, mix3 } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { EXACT, openBrush, type Brush, type Sketch } from "../sketch.ts";
import { findHeaviest, weightOf } from "../words.ts";
import { DEFAULT_GROUND, GROUNDS, type GroundPainter } from "./grounds.ts";
import { noise, stampTones, type Ground, type Swatch } from "./swatch.ts";

/** Copies a swatch's cell onto the sketch. */
export type CellPainter = (cell: readonly [number, number], from: readonly [number, number], shade: number) => void;

/** Opens a painter that copies cells of a swatch, `shade` tones darker (or lighter when negative). */
export function swatchPainter(sketch: Sketch, swatch: Swatch): CellPainter {
  const brushes = new Map<number, Brush>();
  return (cell, [x, y], shade) => {
    const packed = swatch.cells[y * swatch.width + x] ?? 0;
    const tone = Math.max(0, Math.min(6, (packed & 7) - shade));
    const key = (packed & ~7) | tone;
    let brush = brushes.get(key);
    if (brush === undefined) {
      const ramp = swatch.ramps[packed >> 3] ?? RAMPS.stone;
      brush = openBrush(sketch, { ramp, flat: EXACT + tone, into: 1 });
      brushes.set(key, brush);
    }
    brush.dab(cell[0], cell[1], [0, 0, 256]);
  };
}

const PARTNERS: readonly (readonly [string, string])[] = [
  ["grass meadow forest moss swamp autumn", "dirt"],
  ["dirt earth path road trail", "grass"],
  ["sand desert beach dune", "water"],
  ["water sea ocean river lake", "sand"],
  ["snow ice", "water"],
  ["lava magma", "stone"],
  ["stone rock cobble brick marble dungeon metal wood plank", "dirt"],
];

/** All grounds that some words name, in reading order. */
function groundsIn(text: string): GroundPainter[] {
  return text.split(/[^a-z]+/).flatMap((word) => {
    const found = GROUNDS.find(([words]) => words.split(" ").includes(word));
    return found === undefined ? [] : [found[1]];
  });
}

function groundOf(word: string): GroundPainter {
  return groundsIn(word)[0] ?? DEFAULT_GROUND;
}

interface TilePlan {
  readonly upper: GroundPainter;
  readonly lower: GroundPainter;
  /** Sides on which the lower ground shows. */
  readonly open: { readonly n: boolean; readonly e: boolean; readonly s: boolean; readonly w: boolean };
  /** Corner (unit steps) at which only a notch of the lower ground shows; null for none. */
  readonly notch: readonly [number, number] | null;
}

const SIDES: Readonly<Record<string, string>> = {
  n: "n",
  north: "n",
  top: "n",
  up: "n",
  upper: "n",
  s: "s",
  south: "s",
  bottom: "s",
  down: "s",
  lower: "s",
  e: "e",
  east: "e",
  right: "e",
  w: "w",
  west: "w",
  left: "w",
  ne: "ne",
  nw: "nw",
  se: "se",
  sw: "sw",
  single: "nesw",
  isolated: "nesw",
  island: "nesw",
  all: "nesw",
  horizontal: "ns",
  h: "ns",
  vertical: "ew",
  v: "ew",
  edge: "",
  corner: "",
};

/** Default side of a bare `edge` or `corner`. */
function sidesOf(words: readonly string[]): string {
  const named = words.map((word) => SIDES[word] ?? "").join("");
  if (named !== "") return named;
  if (words.includes("corner")) return "nw";
  return words.includes("edge") ? "n" : "";
}

/** Reads a tile's name: which ground, which lies below, and on which sides. */
function planTile(brief: Brief): TilePlan {
  const name = brief.partKind === "tile" ? brief.partName : "";
  const words = name.split(/[^a-z]+/);
  const main = findHeaviest(brief.reading, GROUNDS) ?? DEFAULT_GROUND;
  const [first, second] = groundsIn(name);
  const upper = first ?? main;
  const key = first === undefined ? "" : words.join(" ");
  const partner =
    PARTNERS.find(([list]) => list.split(" ").some((word) => key.split(" ").includes(word))) ??
    PARTNERS.map((entry) => ({ entry, weight: weightOf(brief.reading, entry[0].split(" ")) })).sort(
      (a, b) => b.weight - a.weight,
    )[0]?.entry;
  const lower = second ?? groundOf(partner?.[1] ?? "dirt");
  const sides = sidesOf(words);
  const isInner = words.includes("inner") || words.includes("concave") || words.includes("notch");
  if (isInner) {
    const notch = [sides.includes("e") ? 1 : 0, sides.includes("s") ? 1 : 0] as const;
    return { upper, lower, open: { n: false, e: false, s: false, w: false }, notch };
  }
  const open = { n: sides.includes("n"), e: sides.includes("e"), s: sides.includes("s"), w: sides.includes("w") };
  return { upper, lower, open, notch: null };
}

/** Signed distance (1/16 cells) to the border between the grounds; negative on the upper one. */
function borderAt(plan: TilePlan, ground: Ground, cell: readonly [number, number]): number {
  const { width, height } = ground;
  const depth = div(Math.min(width, height) * 16, 5);
  const [x, y] = [cell[0] * 16 + 8, cell[1] * 16 + 8];
  if (plan.notch !== null) {
    const [dx, dy] = [x - plan.notch[0] * width * 16, y - plan.notch[1] * height * 16];
    return depth - isqrt(dx * dx + dy * dy);
  }
  const far = 16 * (width + height) * 4;
  const { n, e, s, w } = plan.open;
  const left = w ? depth : -far;
  const right = e ? width * 16 - depth : width * 16 + far;
  const top = n ? depth : -far;
  const bottom = s ? height * 16 - depth : height * 16 + far;
  const radius = depth;
  const qx = Math.max(left + radius - x, x - right + radius, 0);
  const qy = Math.max(top + radius - y, y - bottom + radius, 0);
  if (qx > 0 && qy > 0) return isqrt(qx * qx + qy * qy) - radius;
  return Math.max(qx, qy) - radius;
}

const DECOR = [
  ["5", "2"],
  ["44", "21"],
  [".5.", "454", ".2."],
  ["4.4", "343"],
  ["5.", "32", "1."],
] as const;

/** A small mark whose place is the tile's own, so that no two tiles of a set are equal. */
function decorate(swatch: Swatch, brief: Brief, ground: Ground): void {
  const { partIndex } = brief.request;
  if (brief.partKind !== "tile" || partIndex === 0) return;
  const [inner, rows] = [Math.max(1, ground.width - 8), Math.max(1, ground.height - 8)];
  const step = (partIndex * 29) % (inner * rows);
  const place: readonly [number, number] = [4 + (step % inner), 4 + ((div(step, inner) + partIndex * 7) % rows)];
  const isFlower = /flower|bloom|herb/.test(brief.partName);
  const ramp = isFlower ? brief.scheme.accent : (swatch.ramps[0] ?? RAMPS.stone);
  const count = isFlower || /rock|stone|variant|decor|crack|[0-9]$|-[b-d]$/.test(brief.partName) ? 5 : 1;
  for (let index = 0; index < count; index += 1) {
    const hash = mix3(partIndex, index, 77);
    const at: readonly [number, number] = index === 0 ? place : [3 + (hash % inner), 3 + ((hash >>> 8) % rows)];
    stampTones(swatch, at, { ramp, rows: isFlower ? [".5.", "565", ".5."] : (DECOR[hash % DECOR.length] ?? []) });
  }
}

/** A seamless ground or one tile of a set. */
export function paintTile(sketch: Sketch, brief: Brief): void {
  const plan = planTile(brief);
  const salt = brief.traits("ground").nextUint32() & 0xffff;
  const ground: Ground = { width: sketch.width, height: sketch.height, salt, angle: brief.motion.angle };
  const upperSwatch = plan.upper(ground);
  decorate(upperSwatch, brief, ground);
  const upper = swatchPainter(sketch, upperSwatch);
  const lower = swatchPainter(sketch, plan.lower(ground));
  const isPlain = plan.notch === null && !Object.values(plan.open).includes(true);
  for (let y = 0; y < sketch.height; y += 1) {
    for (let x = 0; x < sketch.width; x += 1) {
      if (isPlain) {
        upper([x, y], [x, y], 0);
        continue;
      }
      const wobble = (noise(ground, [x, y], { knots: 6, salt: 9 }) - 128) >> 2;
      const border = borderAt(plan, ground, [x, y]) + wobble;
      if (border < -24) upper([x, y], [x, y], 0);
      else if (border < -8) upper([x, y], [x, y], -1);
      else if (border < 8) upper([x, y], [x, y], 2);
      else lower([x, y], [x, y], border < 30 ? 1 : 0);
    }
  }
}
