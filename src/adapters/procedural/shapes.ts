import { CELL, clamp, div, divRound, hemisphere, isqrt, square } from "./integers.ts";
import type { Points } from "./points.ts";
import { eraseCell, lengthX, lengthY, openBrush, place, type Brush, type Paint, type Sketch } from "./sketch.ts";

type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Whole-cell box of an ellipse, so that small circles stay round and symmetric. */
function snappedBox(sketch: Sketch, geometry: readonly [number, number, number, number]): Box {
  const [x, y] = place(sketch, geometry[0], geometry[1]);
  const [rx, ry] = [lengthX(sketch, geometry[2]), lengthY(sketch, geometry[3])];
  const width = Math.max(1, divRound(2 * rx, CELL));
  const height = Math.max(1, divRound(2 * ry, CELL));
  const left = div(2 * x - width * CELL + CELL, 2 * CELL);
  const top = div(2 * y - height * CELL + CELL, 2 * CELL);
  return [left, top, left + width, top + height];
}

/** Visits the cells of an ellipse; `u` and `v` run -256..256 across it. */
function eachEllipseCell(box: Box, visit: (x: number, y: number, uv: readonly [number, number]) => void): void {
  const [left, top, right, bottom] = box;
  const [w, h] = [right - left, bottom - top];
  const limit = w * w * h * h;
  for (let y = top; y < bottom; y += 1) {
    const v = 2 * (y - top) + 1 - h;
    for (let x = left; x < right; x += 1) {
      const u = 2 * (x - left) + 1 - w;
      if (u * u * h * h + v * v * w * w <= limit) visit(x, y, [div(u * 256, w), div(v * 256, h)]);
    }
  }
}

/** A ball: `[cx, cy, rx, ry]` in design units. Returns its part. */
export function ellipse(sketch: Sketch, geometry: readonly [number, number, number, number], paint: Paint): number {
  const brush = openBrush(sketch, paint);
  eachEllipseCell(snappedBox(sketch, geometry), (x, y, [u, v]) => {
    brush.dab(x, y, [u, v, hemisphere(Math.min(65_536, u * u + v * v))]);
  });
  return brush.part;
}

/** Empties an ellipse, e.g. the hole of a ring. */
export function hole(sketch: Sketch, geometry: readonly [number, number, number, number]): void {
  eachEllipseCell(snappedBox(sketch, geometry), (x, y) => eraseCell(sketch, x, y));
}

/** A torus seen from the front: `[cx, cy, rx, ry, thickness]`. */
export function ring(sketch: Sketch, geometry: readonly [number, number, number, number, number], paint: Paint): number {
  const [cx, cy, rx, ry, thickness] = geometry;
  const brush = openBrush(sketch, paint);
  const inner = Math.max(0, 256 - div(256 * thickness, Math.min(rx, ry)));
  eachEllipseCell(snappedBox(sketch, [cx, cy, rx, ry]), (x, y, [u, v]) => {
    const radius = Math.max(1, isqrt(u * u + v * v));
    if (radius < inner) return;
    const across = clamp(div((2 * radius - inner - 256) * 256, Math.max(1, 256 - inner)), -256, 256);
    const side = (across * 230) >> 8;
    brush.dab(x, y, [div(side * u, radius), div(side * v, radius), hemisphere(side * side)]);
  });
  return brush.part;
}

type LimbGeometry = readonly [x0: number, y0: number, r0: number, x1: number, y1: number, r1: number];

/** A tapered, round-ended limb. */
export function limb(sketch: Sketch, geometry: LimbGeometry, paint: Paint): number {
  const brush = openBrush(sketch, paint);
  const [x0, y0] = place(sketch, geometry[0], geometry[1]);
  const [x1, y1] = place(sketch, geometry[3], geometry[4]);
  const r0 = Math.max(36, lengthX(sketch, geometry[2]));
  const r1 = Math.max(36, lengthX(sketch, geometry[5]));
  const reach = Math.max(r0, r1);
  const [ax, ay] = [x1 - x0, y1 - y0];
  const squared = Math.max(1, ax * ax + ay * ay);
  eachCell([Math.min(x0, x1) - reach, Math.min(y0, y1) - reach, Math.max(x0, x1) + reach, Math.max(y0, y1) + reach], (x, y) => {
    const [px, py] = [x * CELL + 32 - x0, y * CELL + 32 - y0];
    const along = clamp(div((px * ax + py * ay) * 256, squared), 0, 256);
    const radius = r0 + div((r1 - r0) * along, 256);
    const [dx, dy] = [px - div(ax * along, 256), py - div(ay * along, 256)];
    if (dx * dx + dy * dy > radius * radius) return;
    const [nx, ny] = [div(dx * 256, radius), div(dy * 256, radius)];
    brush.dab(x, y, [nx, ny, hemisphere(Math.min(65_536, nx * nx + ny * ny))]);
  });
  return brush.part;
}

/** A chain of limbs that is one part, e.g. a tail: points of `[x, y, r]`. */
export function chain(sketch: Sketch, points: readonly (readonly [number, number, number])[], paint: Paint): number {
  let part = paint.into ?? paint.on;
  for (let index = 1; index < points.length; index += 1) {
    const [from, to] = [points[index - 1], points[index]];
    if (from === undefined || to === undefined) continue;
    part = limb(sketch, [...from, ...to], part === undefined ? paint : { ...paint, into: part });
  }
  return part ?? 0;
}

/** Visits every cell that a box (1/64 cells) touches. */
function eachCell(box: Box, visit: (x: number, y: number) => void): void {
  const [right, bottom] = [div(box[2], CELL), div(box[3], CELL)];
  for (let y = div(box[1], CELL); y <= bottom; y += 1) {
    for (let x = div(box[0], CELL); x <= right; x += 1) visit(x, y);
  }
}

interface Edge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly length: number;
}

function edgesOf(corners: Points): Edge[] {
  return corners.flatMap((from, index) => {
    const to = corners[(index + 1) % corners.length] ?? from;
    const length = isqrt(square(to[0] - from[0]) + square(to[1] - from[1]));
    return length === 0 ? [] : [{ from, to, length }];
  });
}

function isInside(edges: readonly Edge[], x: number, y: number): boolean {
  let inside = false;
  for (const { from, to } of edges) {
    if (from[1] > y === to[1] > y) continue;
    const crossing = from[0] + div((y - from[1]) * (to[0] - from[0]), to[1] - from[1]);
    if (x < crossing) inside = !inside;
  }
  return inside;
}

/** Twice the signed area: its sign tells the direction of the corners. */
function windingOf(corners: Points): number {
  let area = 0;
  corners.forEach(([x, y], index) => {
    const [nx, ny] = corners[(index + 1) % corners.length] ?? [x, y];
    area += x * ny - nx * y;
  });
  return area < 0 ? -1 : 1;
}

/** Outward normal of the nearest edge within `bevel`, flat elsewhere. */
function bevelNormal(edges: readonly Edge[], point: readonly [number, number], rule: { bevel: number; winding: number }) {
  let least = rule.bevel;
  let normal: readonly [number, number, number] = [0, 0, 256];
  for (const { from, to, length } of edges) {
    const [ex, ey] = [to[0] - from[0], to[1] - from[1]];
    const distance = Math.abs(div((point[0] - from[0]) * ey - (point[1] - from[1]) * ex, length));
    if (distance >= least) continue;
    least = distance;
    normal = [div(ey * 210 * rule.winding, length), div(-ex * 210 * rule.winding, length), 146];
  }
  return normal;
}

/** A flat plate with these corners; `bevel` (design units) slants a band along its edges. */
export function poly(sketch: Sketch, corners: Points, paint: Paint & { readonly bevel?: number }): number {
  const brush = openBrush(sketch, paint);
  const placed = corners.map(([x, y]) => place(sketch, x, y));
  const edges = edgesOf(placed);
  const xs = placed.map(([x]) => x);
  const ys = placed.map(([, y]) => y);
  const rule = { bevel: lengthX(sketch, paint.bevel ?? 0), winding: windingOf(placed) };
  eachCell([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], (x, y) => {
    const [px, py] = [x * CELL + 32, y * CELL + 32];
    if (isInside(edges, px, py)) brush.dab(x, y, bevelNormal(edges, [px, py], rule));
  });
  return brush.part;
}

/** An axis-parallel plate `[x, y, width, height]` whose edges lie on the grid. */
export function box(sketch: Sketch, geometry: readonly [number, number, number, number], paint: Paint): number {
  const brush = openBrush(sketch, paint);
  const [x, y, width, height] = geometry;
  const [left, top] = place(sketch, x, y).map((value) => divRound(value, CELL)) as [number, number];
  const [right, bottom] = place(sketch, x + width, y + height).map((value) => divRound(value, CELL)) as [number, number];
  for (let row = top; row < Math.max(bottom, top + 1); row += 1) {
    for (let column = left; column < Math.max(right, left + 1); column += 1) brush.dab(column, row, [0, 0, 256]);
  }
  return brush.part;
}

/** Points of a turned body from top to bottom: `[y, half width, axis x?]`. */
export type Profile = readonly (readonly [y: number, half: number, axis?: number])[];

/** Catmull-Rom value between the second and third of four knots, at `t` of 256. */
function spline(knots: readonly [number, number, number, number], t: number): number {
  const [a, b, c, d] = knots;
  const t2 = (t * t) >> 8;
  const t3 = (t2 * t) >> 8;
  return div(512 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3, 512);
}

interface ProfileReader {
  readonly sharp: boolean;
  readonly points: readonly (readonly [number, number, number])[];
}

/** Half width (index 1) or axis (index 2) of the profile at a height, all in 1/64 cells. */
function readProfile(reader: ProfileReader, y: number, index: 1 | 2): number {
  const { points } = reader;
  let next = 1;
  while (next < points.length - 1 && (points[next]?.[0] ?? 0) < y) next += 1;
  const at = (offset: number): readonly [number, number, number] =>
    points[clamp(next + offset, 0, points.length - 1)] ?? [0, 0, 0];
  const [from, to] = [at(-1), at(0)];
  const t = clamp(div((y - from[0]) * 256, Math.max(1, to[0] - from[0])), 0, 256);
  if (reader.sharp) return from[index] + div((to[index] - from[index]) * t, 256);
  return spline([at(-2)[index], from[index], to[index], at(1)[index]], t);
}

/** A turned body (flask, head, slime, tree) from its profile; smooth unless `sharp`. */
export function lathe(sketch: Sketch, profile: Profile, paint: Paint & { readonly sharp?: boolean }): number {
  const brush = openBrush(sketch, paint);
  const points = profile.map(([y, half, axis]): readonly [number, number, number] => {
    const [px, py] = place(sketch, axis ?? 500, y);
    return [py, lengthX(sketch, half), px];
  });
  const reader: ProfileReader = { points, sharp: paint.sharp ?? false };
  const [top, bottom] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  for (let row = div(top + 32, CELL); row * CELL + 32 < bottom; row += 1) {
    const y = row * CELL + 32;
    if (y < top) continue;
    const half = readProfile(reader, y, 1);
    const slope = div((readProfile(reader, y + 24, 1) - readProfile(reader, y - 24, 1)) * 256, 48);
    latheRow(brush, { row, half, axis: readProfile(reader, y, 2), slope: clamp(slope, -700, 700) });
  }
  return brush.part;
}

interface LatheRow {
  readonly row: number;
  readonly half: number;
  readonly axis: number;
  readonly slope: number;
}

function latheRow(brush: Brush, { row, half, axis, slope }: LatheRow): void {
  const length = Math.max(1, isqrt(65_536 + slope * slope));
  for (let x = div(axis - half, CELL); x * CELL + 32 <= axis + half; x += 1) {
    const offset = x * CELL + 32 - axis;
    if (Math.abs(offset) > half) continue;
    const u = div(offset * 256, Math.max(1, half));
    const flat = div(65_536, length);
    brush.dab(x, row, [(u * flat) >> 8, div(-slope * 256, length), (hemisphere(u * u) * flat) >> 8]);
  }
}

/** A line one cell wide through points in design units. */
export function stroke(sketch: Sketch, points: Points, paint: Paint): number {
  const brush = openBrush(sketch, paint);
  const placed = points.map(([x, y]) => place(sketch, x, y).map((value) => div(value, CELL)) as [number, number]);
  placed.forEach((to, index) => {
    const from = placed[index - 1] ?? to;
    const steps = Math.max(1, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    for (let step = 0; step <= steps; step += 1) {
      const x = from[0] + divRound((to[0] - from[0]) * step, steps);
      const y = from[1] + divRound((to[1] - from[1]) * step, steps);
      brush.dab(x, y, [0, 0, 256]);
    }
  });
  return brush.part;
}

/** Where a mask of `count` columns (or rows) lies on `size` cells: whole cells per column where they fit, centred. */
function fitMask(from: number, size: number, count: number): readonly [start: number, size: number] {
  // A little over a whole number of cells per column is not worth uneven columns; a little under is.
  const whole = divRound(size * 16 - count * 2, count * 16) * count;
  const fitted = size < count ? size : Math.max(count, whole);
  return [from + div(size - fitted, 2), fitted];
}

/** A mask of text rows (`#` = set) stretched over `[x, y, width, height]`. */
export function stamp(
  sketch: Sketch,
  geometry: readonly [number, number, number, number],
  paint: Paint & { readonly rows: readonly string[] },
): number {
  const brush = openBrush(sketch, paint);
  const { rows } = paint;
  const [x, y] = place(sketch, geometry[0], geometry[1]);
  const count = rows[0]?.length ?? 1;
  const [left, columns] = fitMask(divRound(x, CELL), Math.max(1, divRound(lengthX(sketch, geometry[2]), CELL)), count);
  const [top, lines] = fitMask(divRound(y, CELL), Math.max(1, divRound(lengthY(sketch, geometry[3]), CELL)), rows.length);
  for (let row = 0; row < lines; row += 1) {
    const text = rows[div((2 * row + 1) * rows.length, 2 * lines)] ?? "";
    for (let column = 0; column < columns; column += 1) {
      if (text[div((2 * column + 1) * text.length, 2 * columns)] === "#") brush.dab(left + column, top + row, [0, 0, 256]);
    }
  }
  return brush.part;
}
