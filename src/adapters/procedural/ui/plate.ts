import { CELL, div } from "../integers.ts";
import type { Ramp } from "../ramps.ts";
import { textRows } from "../font.ts";
import { EXACT, openBrush, uprightFrame, type Brush, type Sketch } from "../sketch.ts";

/** Lets design units be cells, counted from the upper left corner. */
export function useCells(sketch: Sketch): void {
  sketch.frame = uprightFrame([0, 0], 1000 * CELL, 1000 * CELL);
}

/** A rectangle in whole cells. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function inset(area: Area, by: number): Area {
  return { x: area.x + by, y: area.y + by, width: Math.max(1, area.width - 2 * by), height: Math.max(1, area.height - 2 * by) };
}

export interface Fill {
  readonly ramp: Ramp;
  /** Tone of a cell, by its place in the area. */
  readonly tone: (x: number, y: number) => number;
  /** How far corners are cut, in cells. */
  readonly round?: number;
}

// Cells cut from each row of a corner, by radius.
const CUTS: readonly (readonly number[])[] = [[], [1], [2, 1], [3, 1, 1], [4, 2, 1, 1], [5, 3, 2, 1, 1], [6, 4, 3, 2, 1, 1]];

/** Whether a cell lies in the cut corner of an area. */
function isCut(area: Area, round: number, cell: readonly [number, number]): boolean {
  const row = Math.min(cell[1], area.height - 1 - cell[1]);
  const column = Math.min(cell[0], area.width - 1 - cell[0]);
  return column < (CUTS[Math.min(round, CUTS.length - 1)]?.[row] ?? 0);
}

/** Fills an area in exact tones. */
export function fill(sketch: Sketch, area: Area, look: Fill): void {
  const brushes = new Map<number, Brush>();
  for (let y = 0; y < area.height; y += 1) {
    for (let x = 0; x < area.width; x += 1) {
      if (isCut(area, look.round ?? 0, [x, y])) continue;
      const tone = look.tone(x, y);
      const brush = brushes.get(tone) ?? openBrush(sketch, { ramp: look.ramp, flat: EXACT + tone });
      brushes.set(tone, brush);
      brush.dab(area.x + x, area.y + y, [0, 0, 256]);
    }
  }
}

export interface PlateLook {
  readonly ramp: Ramp;
  readonly border: Ramp;
  readonly round: number;
  /** Tone of the face; its light edge is one above, its shade one below. */
  readonly face: number;
  /** Pressed plates take their light from below. */
  readonly isSunk?: boolean;
}

/** Tone of a bevelled face: light above and left, shade below and right. */
function bevelTone(area: Area, look: PlateLook): (x: number, y: number) => number {
  const [light, shade] = look.isSunk === true ? [look.face - 1, look.face + 1] : [look.face + 1, look.face - 1];
  const glossy = div(area.height * 2, 5);
  return (x, y) => {
    if (y === area.height - 1 || (y === area.height - 2 && area.height > 12)) return shade;
    if (y === 0) return look.isSunk === true ? light : light + 1;
    if (x === 0) return light;
    if (x === area.width - 1) return shade;
    return look.isSunk !== true && y < glossy ? light : look.face;
  };
}

/** A bevelled plate with a dark border. */
export function plate(sketch: Sketch, area: Area, look: PlateLook): void {
  fill(sketch, area, { ramp: look.border, tone: () => 0, round: look.round });
  const face = inset(area, 1);
  fill(sketch, face, { ramp: look.ramp, tone: bevelTone(face, look), round: Math.max(0, look.round - 1) });
}

export interface Lettering {
  readonly ramp: Ramp;
  readonly tone: number;
  readonly scale: number;
}

/** Writes rows of a mask at a place, each mask cell `scale` cells wide. */
export function write(
  sketch: Sketch,
  at: readonly [number, number],
  text: Lettering & { readonly rows: readonly string[] },
): void {
  const brush = openBrush(sketch, { ramp: text.ramp, flat: EXACT + text.tone });
  text.rows.forEach((row, y) => {
    row.split("").forEach((mark, x) => {
      if (mark !== "#") return;
      for (let dy = 0; dy < text.scale; dy += 1) {
        for (let dx = 0; dx < text.scale; dx += 1)
          brush.dab(at[0] + x * text.scale + dx, at[1] + y * text.scale + dy, [0, 0, 256]);
      }
    });
  });
}

/** Largest whole scale at which a mask fits an area; 0 when it does not fit at all. */
export function fitScale(area: Area, rows: readonly string[]): number {
  const width = Math.max(1, rows[0]?.length ?? 1);
  return Math.min(div(area.width, width), div(area.height, Math.max(1, rows.length)));
}

/** Rows of a text, bold where that fits, else shortened until it fits. */
export function fittingText(area: Area, text: string): readonly string[] {
  const bold = textRows(text, true);
  if (fitScale(area, bold) > 0 && area.height >= 9) return bold;
  for (let length = text.length; length > 1; length -= 1) {
    const rows = textRows(text.slice(0, length).trim());
    if (fitScale(area, rows) > 0) return rows;
  }
  return textRows(text.slice(0, 1));
}

/** Writes a mask in the middle of an area, with a shadow below it. */
export function writeCentred(
  sketch: Sketch,
  area: Area,
  text: Lettering & { readonly rows: readonly string[]; readonly shadow: number },
): void {
  const width = (text.rows[0]?.length ?? 0) * text.scale;
  const x = area.x + div(area.width - width, 2);
  const y = area.y + div(area.height - text.rows.length * text.scale, 2);
  if (text.shadow >= 0) write(sketch, [x, y + 1], { ...text, tone: text.shadow });
  write(sketch, [x, y], text);
}
