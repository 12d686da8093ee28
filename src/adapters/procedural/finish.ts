import { bayer, clamp } from "./integers.ts";
import type { Rgb } from "./ramps.ts";
import { EXACT, type Sketch } from "./sketch.ts";

/** A finished grid: one colour per cell, -1 where there is nothing. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly colours: Int32Array;
}

const EMPTY = -1;

/** Darkens the first cells below and right of a part that lies in front. */
function castContactShadows(sketch: Sketch): void {
  const { width, height, parts, light, slots } = sketch;
  const falls = (index: number, from: number): boolean =>
    slots[from] !== 0 && (parts[from] ?? 0) > (parts[index] ?? 0) && !sketch.lineless.has(parts[from] ?? 0);
  for (let y = height - 1; y > 0; y -= 1) {
    for (let x = width - 1; x >= 0; x -= 1) {
      const index = y * width + x;
      if (slots[index] === 0 || (light[index] ?? 0) >= EXACT - 512) continue;
      if (falls(index, index - width) || (x > 0 && falls(index, index - width - 1))) {
        light[index] = (light[index] ?? 0) - sketch.style.contact;
      }
    }
  }
}

/** The tone of one cell under shaded light, in bands of the style. */
function bandOf(style: Sketch["style"], light: number): number {
  let tone = 1;
  for (const step of style.steps) if (light >= step) tone += 1;
  return tone;
}

/** The tone of every cell. */
function tonesOf(sketch: Sketch): Int8Array {
  const { width, slots, light, style } = sketch;
  const tones = new Int8Array(slots.length).fill(EMPTY);
  for (let index = 0; index < tones.length; index += 1) {
    if (slots[index] === 0) continue;
    const value = light[index] ?? 0;
    if (value >= EXACT - 512) {
      tones[index] = clamp(value - EXACT, 0, 6);
      continue;
    }
    const noise = style.dither === 0 ? 0 : ((bayer(index % width, Math.floor(index / width)) - 8) * style.dither) >> 3;
    tones[index] = bandOf(style, value + noise);
  }
  return tones;
}

const NEIGHBOURS = [
  [0, -1],
  [-1, 0],
  [1, 0],
  [0, 1],
] as const;

/** Gives a lone cell of shading the tone of its surroundings: single pixels read as noise. */
function joinLoneCells(sketch: Sketch, tones: Int8Array): void {
  const { width, height, parts, light } = sketch;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const index = y * width + x;
      const tone = tones[index] ?? EMPTY;
      if (tone === EMPTY || (light[index] ?? 0) >= EXACT - 512) continue;
      const around = [index - width, index - 1, index + 1, index + width].filter((near) => parts[near] === parts[index]);
      if (around.length < 3 || around.some((near) => tones[near] === tone)) continue;
      tones[index] = tones[around[0] ?? index] ?? tone;
    }
  }
}

/** Marks (as 100 + tone, or 200 for ink) the cells that border on a part in front of them. */
function drawInnerLines(sketch: Sketch, tones: Int8Array): Uint8Array {
  const { width, height, parts, slots, style } = sketch;
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if (slots[index] === 0 || sketch.lineless.has(parts[index] ?? 0)) continue;
      const isBehind = NEIGHBOURS.some(([dx, dy]) => {
        const near = index + dy * width + dx;
        if (x + dx < 0 || x + dx >= width || slots[near] === 0) return false;
        const part = parts[near] ?? 0;
        return part > (parts[index] ?? 0) && !sketch.lineless.has(part);
      });
      if (!isBehind) continue;
      if (style.innerDrop >= 9) ink[index] = 1;
      else tones[index] = clamp((tones[index] ?? 0) - style.innerDrop, 0, 6);
    }
  }
  return ink;
}

/** Lights the lower right edge a little, as if from a second, cool lamp behind. */
function lightRim(sketch: Sketch, tones: Int8Array): void {
  const { width, height, slots, light } = sketch;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const index = y * width + x;
      if (slots[index] === 0 || (light[index] ?? 0) >= EXACT - 512) continue;
      const isEdge = slots[index + 1] === 0 && slots[index - 1] !== 0;
      const tone = tones[index] ?? 0;
      if (isEdge && tone >= 1 && tone <= 2) tones[index] = tone + 1;
    }
  }
}

interface OutlineCell {
  readonly index: number;
  readonly colour: Rgb;
}

/** The colour of an outline cell beside `near`: dark, and softer where the light falls on it. */
function outlineColour(sketch: Sketch, near: number, isLit: boolean): Rgb {
  if (sketch.style.outline === "ink") return sketch.style.ink;
  const ramp = sketch.ramps[(sketch.slots[near] ?? 1) - 1];
  return ramp?.[isLit ? 1 : 0] ?? sketch.style.ink;
}

/** Cells of the ring one wide around everything drawn. */
function outlineOf(sketch: Sketch, grid: Grid): OutlineCell[] {
  const { width, height } = sketch;
  const cells: OutlineCell[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if (grid.colours[index] !== EMPTY) continue;
      const side = NEIGHBOURS.find(([dx, dy]) => {
        const [nx, ny] = [x + dx, y + dy];
        return nx >= 0 && ny >= 0 && nx < width && ny < height && grid.colours[ny * width + nx] !== EMPTY;
      });
      if (side === undefined) continue;
      const isLit = side[1] === 1 || side[0] === 1;
      cells.push({ index, colour: outlineColour(sketch, (y + side[1]) * width + x + side[0], isLit) });
    }
  }
  return cells;
}

/** Width in cells of the outline this style draws on a grid whose longest side is `side`. */
export function outlineWidth(style: Sketch["style"], side: number): number {
  return side >= style.thickFrom ? 2 : 1;
}

/** Where a band of light stands that crosses a still picture in the course of an animation. */
export interface Sheen {
  readonly index: number;
  readonly count: number;
}

/**
 * Lights a slanting band of cells by one tone. Its first cell is another in every frame, so no two frames
 * of a picture without movement of its own are equal.
 */
function castSheen(sketch: Sketch, tones: Int8Array, sheen: Sheen): void {
  const filled: number[] = [];
  for (let slant = 0; slant < sketch.width * 2 + sketch.height; slant += 1) {
    for (let y = Math.max(0, slant - 2 * sketch.width + 2); y < Math.min(sketch.height, slant + 1); y += 1) {
      if ((slant - y) % 2 !== 0) continue;
      const index = y * sketch.width + ((slant - y) >> 1);
      if (index < tones.length && (slant - y) >> 1 < sketch.width && (tones[index] ?? EMPTY) !== EMPTY) filled.push(index);
    }
  }
  const from = Math.floor((sheen.index * filled.length) / Math.max(1, sheen.count));
  const band = Math.max(1, filled.length >> 4);
  for (const index of filled.slice(from, from + band)) {
    const tone = tones[index] ?? 0;
    tones[index] = tone >= 6 ? 5 : tone + 1;
  }
}

/** The colour of every cell before the outline. */
function colourCells(sketch: Sketch, tones: Int8Array, ink: Uint8Array): Int32Array {
  const colours = new Int32Array(tones.length).fill(EMPTY);
  for (let index = 0; index < colours.length; index += 1) {
    const tone = tones[index] ?? EMPTY;
    if (tone === EMPTY) continue;
    const ramp = sketch.ramps[(sketch.slots[index] ?? 1) - 1];
    colours[index] = ink[index] === 1 ? sketch.style.ink : (ramp?.[tone] ?? sketch.style.ink);
  }
  return colours;
}

/** Turns material and light into colours: contact shadows, tones, lines, rim, sheen and outline. */
export function finish(sketch: Sketch, sheen: Sheen | null): Grid {
  const { width, height, style } = sketch;
  if (sketch.lined) castContactShadows(sketch);
  const tones = tonesOf(sketch);
  if (sketch.lined) joinLoneCells(sketch, tones);
  const ink = sketch.lined ? drawInnerLines(sketch, tones) : new Uint8Array(width * height);
  if (sketch.lined && style.rim) lightRim(sketch, tones);
  if (sheen !== null) castSheen(sketch, tones, sheen);
  const colours = colourCells(sketch, tones, ink);
  const grid: Grid = { width, height, colours };
  if (!sketch.lined) return grid;
  const rounds = outlineWidth(style, Math.max(width, height));
  for (let round = 0; round < rounds; round += 1) {
    for (const { index, colour } of outlineOf(sketch, grid)) colours[index] = colour;
  }
  return grid;
}
