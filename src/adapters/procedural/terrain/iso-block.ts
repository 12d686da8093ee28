import type { Brief } from "../brief.ts";
import { CELL, clamp, div, mix3 } from "../integers.ts";
import { uprightFrame, type Sketch } from "../sketch.ts";
import { findHeaviest, says } from "../words.ts";
import { DEFAULT_GROUND, GROUNDS, type GroundPainter } from "./grounds.ts";
import type { Ground } from "./swatch.ts";
import { findTopper } from "./topper.ts";
import { swatchPainter, type CellPainter } from "./tile.ts";

// What is below a ground's top, where that is not the ground itself.
const BELOW: readonly (readonly [string, string])[] = [
  ["grass meadow field forest jungle swamp moss autumn", "dirt"],
  ["snow snowy", "dirt"],
];

function painterOf(word: string): GroundPainter | undefined {
  return GROUNDS.find(([words]) => words.split(" ").includes(word))?.[1];
}

interface Block {
  /** Even width of the block in cells. */
  readonly width: number;
  /** Height of its sides in cells. */
  readonly side: number;
  readonly left: number;
  readonly top: number;
}

function measure(sketch: Sketch, brief: Brief, hasTopper: boolean): Block {
  const inset = 2;
  const most = Math.min(sketch.width - inset, 2 * (sketch.height - inset));
  const width = (hasTopper ? div(most * 4, 5) : most) & ~3;
  const room = Math.max(1, sketch.height - inset - div(width, 2));
  const wanted = says(brief.reading, "slab", "half", "floor", "flat") ? div(width, 6) : div(width, hasTopper ? 3 : 2);
  const side = clamp(wanted, 1, room);
  const spare = sketch.height - div(width, 2) - side;
  return { width, side, left: div(sketch.width - width, 2), top: hasTopper ? spare - 1 : div(spare, 2) };
}

/** How far the top hangs over the side, e.g. grass over earth. */
function overhang(column: number, salt: number): number {
  return 3 + (mix3(column >> 1, 0, salt) % 3) + (mix3(column >> 2, 1, salt) % 2);
}

interface Faces {
  readonly block: Block;
  readonly top: CellPainter;
  readonly side: CellPainter;
  /** Salt of the overhang; null where top and side are one ground. */
  readonly salt: number | null;
}

/** One column of the top: a rhombus whose edges step two cells across for one down. */
function paintTopColumn({ block, top }: Faces, column: number, upper: number): void {
  const half = div(block.width, 2);
  const lower = half - 1 - upper;
  for (let row = upper; row <= lower; row += 1) {
    const u = clamp(div(column + 2 * row - half, 2), 0, half - 1);
    const v = clamp(div(2 * row - column + half, 2), 0, half - 1);
    top([block.left + column, block.top + row], [u, v], row === lower ? -1 : 0);
  }
}

function paintSideColumn({ block, top, side, salt }: Faces, column: number, upper: number): void {
  const half = div(block.width, 2);
  const shade = column < half ? 1 : 2;
  const hang = salt === null ? 0 : overhang(column, salt);
  const base = block.top + half - upper;
  for (let depth = 0; depth < block.side; depth += 1) {
    const cell: readonly [number, number] = [block.left + column, base + depth];
    const from: readonly [number, number] = [column % half, depth % half];
    if (depth < hang) top(cell, from, depth === hang - 1 ? shade + 1 : shade);
    else if (depth === 0) side(cell, from, shade - 1);
    else side(cell, from, depth === hang ? shade + 1 : shade);
  }
}

/** A cube of ground in 2:1 projection: top in full light, left side in shade, right side in deep shade. */
export function paintIsoBlock(sketch: Sketch, brief: Brief): void {
  const topPainter = findHeaviest(brief.reading, GROUNDS) ?? DEFAULT_GROUND;
  const below = painterOf(findHeaviest(brief.reading, BELOW) ?? "");
  const topper = findTopper(brief);
  const block = measure(sketch, brief, topper !== undefined);
  const half = div(block.width, 2);
  if (half < 1) return;
  const salt = brief.traits("ground").nextUint32() & 0xffff;
  const ground: Ground = { width: half, height: half, salt, angle: brief.motion.angle };
  const top = swatchPainter(sketch, topPainter(ground));
  const side = swatchPainter(sketch, (below ?? topPainter)({ ...ground, salt: salt + 1 }));
  const faces: Faces = { block, top, side, salt: below === undefined ? null : salt };
  for (let column = 0; column < block.width; column += 1) {
    const upper = (column < half ? half - 1 - column : column - half) >> 1;
    paintTopColumn(faces, column, upper);
    paintSideColumn(faces, column, upper);
  }
  if (topper === undefined) return;
  const size = div(block.width * 7, 10);
  sketch.frame = uprightFrame(
    [(block.left + half - div(size, 2)) * CELL, (block.top + div(half, 2) + 2 - size) * CELL],
    size * CELL,
    size * CELL,
  );
  topper(sketch, brief);
}
