import { CELL, cos256, div, divRound, sin256 } from "./integers.ts";
import { fitRamp } from "./quantise.ts";
import type { Ramp, Rgb } from "./ramps.ts";
import { styleRamp, type Style } from "./style.ts";

/** Where design units (0..1000 across the subject's square) fall on the grid. */
export interface Frame {
  /** Grid position of the design's origin, in 1/64 cells. */
  readonly x: number;
  readonly y: number;
  /** Grid length of 1000 design units, in 1/64 cells, before any turn. */
  readonly spanX: number;
  readonly spanY: number;
  /** What a design's step of 1000 right (`right`) and down (`down`) is on the grid, in 1/64 cells. */
  readonly right: readonly [number, number];
  readonly down: readonly [number, number];
}

/** A frame without a turn. */
export function uprightFrame(origin: readonly [number, number], spanX: number, spanY: number): Frame {
  return { x: origin[0], y: origin[1], spanX, spanY, right: [spanX, 0], down: [0, spanY] };
}

/** How one shape is painted. */
export interface Paint {
  readonly ramp: Ramp;
  /** Added to the light that falls on the shape. */
  readonly bias?: number;
  /** Paints one tone 0..6 without shading. */
  readonly tone?: number;
  /** Paints flat, but under this much light, so that the style decides the tone. */
  readonly flat?: number;
  /** Paints only upon the cells of this part, and stays part of it. */
  readonly on?: number;
  /** Joins this part: no line between them. */
  readonly into?: number;
  /** Paints only where nothing is yet. */
  readonly behind?: boolean;
  /** Paints the mirror image across the design's middle as well, under its own light. */
  readonly mirror?: boolean;
  /** Draws no line where this part lies upon another. */
  readonly lineless?: boolean;
}

/** A drawing in progress: per cell a material, the light on it and the part it belongs to. */
export interface Sketch {
  readonly width: number;
  readonly height: number;
  /** 0 = empty, else index into `ramps` plus one. */
  readonly slots: Uint8Array;
  readonly light: Int16Array;
  readonly parts: Uint16Array;
  readonly ramps: Ramp[];
  readonly style: Style;
  /** Whether parts are separated by lines (subjects) or not (textures, scenes). */
  readonly lined: boolean;
  frame: Frame;
  partCount: number;
  readonly lineless: Set<number>;
  /** Slot of each ramp in use, by the ramp as it was before style and palette. */
  readonly slotByRamp: Map<Ramp, number>;
  /** Colours the drawing must keep to; empty when any will do. */
  readonly allowed: readonly Rgb[];
}

/** Light values from here on are exact tones. */
export const EXACT = 4096;

interface SketchOptions {
  readonly style: Style;
  readonly allowed: readonly Rgb[];
  readonly width: number;
  readonly height: number;
  /** Cells kept free on every side, e.g. for the outline. */
  readonly inset: number;
  readonly lined?: boolean;
}

/** Opens an empty sketch whose design square is the largest that fits, standing on the ground line. */
export function openSketch(options: SketchOptions): Sketch {
  const { width, height, inset, style, allowed } = options;
  const unit = Math.max(1, Math.min(width, height) - 2 * inset);
  return {
    width,
    height,
    slots: new Uint8Array(width * height),
    light: new Int16Array(width * height),
    parts: new Uint16Array(width * height),
    ramps: [],
    slotByRamp: new Map(),
    style,
    allowed,
    lined: options.lined ?? true,
    frame: uprightFrame(
      [div(width - unit, 2) * CELL, (width < height ? div(height - unit, 2) : height - inset - unit) * CELL],
      unit * CELL,
      unit * CELL,
    ),
    partCount: 0,
    lineless: new Set(),
  };
}

/** Size of the design square in cells. */
export function unitOf(sketch: Sketch): number {
  return div(sketch.frame.spanX, CELL);
}

/** Design units of a whole number of cells, so that movement keeps to the grid. */
export function cells(sketch: Sketch, count: number): number {
  return divRound(count * 1000 * CELL, sketch.frame.spanY);
}

interface Move {
  readonly dx?: number;
  readonly dy?: number;
  /** Stretch in percent about the pivot. */
  readonly stretchX?: number;
  readonly stretchY?: number;
  readonly turn?: number;
  readonly pivot?: readonly [number, number];
}

/** Draws with the design moved, stretched and turned; afterwards the frame is as before. */
export function moved(sketch: Sketch, move: Move, paintAll: () => void): void {
  const before = sketch.frame;
  const pivot = move.pivot ?? [500, 500];
  const [stretchX, stretchY, turn] = [move.stretchX ?? 100, move.stretchY ?? 100, move.turn ?? 0];
  const [cos, sin] = [cos256(turn), sin256(turn)];
  const mix = (a: number, b: number, percent: number): number => divRound(a * percent, 25_600) + divRound(b * percent, 25_600);
  const right = [0, 1].map((axis) => mix((before.right[axis] ?? 0) * cos, (before.down[axis] ?? 0) * sin, stretchX));
  const down = [0, 1].map((axis) => mix(-(before.right[axis] ?? 0) * sin, (before.down[axis] ?? 0) * cos, stretchY));
  const [px, py] = place(sketch, pivot[0] + (move.dx ?? 0), pivot[1] + (move.dy ?? 0));
  const [rx = 0, ry = 0] = right;
  const [dx = 0, dy = 0] = down;
  sketch.frame = {
    x: px - divRound(pivot[0] * rx + pivot[1] * dx, 1000),
    y: py - divRound(pivot[0] * ry + pivot[1] * dy, 1000),
    spanX: divRound(before.spanX * stretchX, 100),
    spanY: divRound(before.spanY * stretchY, 100),
    right: [rx, ry],
    down: [dx, dy],
  };
  paintAll();
  sketch.frame = before;
}

/** Grid position (1/64 cells) of a point in design units. */
export function place(sketch: Sketch, x: number, y: number): readonly [number, number] {
  const { x: left, y: top, right, down } = sketch.frame;
  return [left + divRound(x * right[0] + y * down[0], 1000), top + divRound(x * right[1] + y * down[1], 1000)];
}

/** Grid length (1/64 cells) of a length in design units. */
export function lengthX(sketch: Sketch, length: number): number {
  return divRound(length * sketch.frame.spanX, 1000);
}

export function lengthY(sketch: Sketch, length: number): number {
  return divRound(length * sketch.frame.spanY, 1000);
}

/** One shape's brush: where its cells go and with what light. */
export interface Brush {
  readonly part: number;
  /** Sets one cell with the light of a normal (x, y, z to 256). */
  dab(x: number, y: number, normal: readonly [number, number, number]): void;
}

// Light from the upper left, a little in front; length 256.
const LIGHT_X = -122;
const LIGHT_Y = -152;
const LIGHT_Z = 166;

function slotOf(sketch: Sketch, ramp: Ramp): number {
  const known = sketch.slotByRamp.get(ramp);
  if (known !== undefined) return known;
  const slot = sketch.ramps.push(fitRamp(styleRamp(ramp, sketch.style), sketch.allowed));
  sketch.slotByRamp.set(ramp, slot);
  return slot;
}

function lightOf(paint: Paint, normal: readonly [number, number, number]): number {
  if (paint.tone !== undefined) return EXACT + paint.tone;
  const bias = paint.bias ?? 0;
  if (paint.flat !== undefined) return paint.flat + bias;
  return ((normal[0] * LIGHT_X + normal[1] * LIGHT_Y + normal[2] * LIGHT_Z) >> 8) + bias;
}

/** Column that mirrors `x` across the design's middle. */
function mirrorColumn(sketch: Sketch, x: number): number {
  const { frame } = sketch;
  return div(2 * frame.x + frame.spanX, CELL) - 1 - x;
}

/** Opens the brush of one shape; every shape is a part of its own unless it joins one. */
export function openBrush(sketch: Sketch, paint: Paint): Brush {
  const slot = slotOf(sketch, paint.ramp);
  const part = paint.on ?? paint.into ?? (sketch.partCount += 1);
  if (paint.lineless === true) sketch.lineless.add(part);
  const set = (x: number, y: number, light: number): void => {
    if (x < 0 || y < 0 || x >= sketch.width || y >= sketch.height) return;
    const index = y * sketch.width + x;
    if (paint.on !== undefined && sketch.parts[index] !== paint.on) return;
    if (paint.behind === true && sketch.slots[index] !== 0) return;
    sketch.slots[index] = slot;
    sketch.light[index] = light;
    sketch.parts[index] = part;
  };
  const dab: Brush["dab"] = (x, y, normal) => {
    set(x, y, lightOf(paint, normal));
    if (paint.mirror !== true) return;
    set(mirrorColumn(sketch, x), y, lightOf(paint, [-normal[0], normal[1], normal[2]]));
  };
  return { part, dab };
}

/** Empties the cells of the design again, e.g. a ring's hole. */
export function eraseCell(sketch: Sketch, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= sketch.width || y >= sketch.height) return;
  const index = y * sketch.width + x;
  sketch.slots[index] = 0;
  sketch.parts[index] = 0;
}

/** Sets one cell to an exact tone, whatever the frame. */
export function dot(sketch: Sketch, cell: readonly [number, number], ink: { readonly ramp: Ramp; readonly tone: number }): void {
  const [x, y] = cell;
  if (x < 0 || y < 0 || x >= sketch.width || y >= sketch.height) return;
  const index = y * sketch.width + x;
  sketch.slots[index] = slotOf(sketch, ink.ramp);
  sketch.light[index] = EXACT + ink.tone;
  sketch.parts[index] = 1;
}
