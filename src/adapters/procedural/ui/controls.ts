import type { Brief } from "../brief.ts";
import { bayer, div } from "../integers.ts";
import { motifRows } from "../motifs.ts";
import { RAMPS } from "../ramps.ts";
import type { Sketch } from "../sketch.ts";
import { says } from "../words.ts";
import { fill, fitScale, fittingText, inset, plate, useCells, write, writeCentred, type Area } from "./plate.ts";
import { stateLook, type StateLook } from "./state.ts";

const LABELS =
  "start play continue new load save options settings quit exit back menu ok yes no cancel buy sell equip craft attack defend magic item inventory map shop next skip retry resume accept close".split(
    " ",
  );

/** What a control says: quoted text, else a well-known label; null for an emblem. */
function labelOf(brief: Brief): string | null {
  if (brief.reading.quoted !== null) return brief.reading.quoted;
  return brief.reading.prompt.find((word) => LABELS.includes(word)) ?? null;
}

function whole(sketch: Sketch): Area {
  return { x: 0, y: 0, width: sketch.width, height: sketch.height };
}

/** Corner radius of this style on a control of this height. */
function roundOf(sketch: Sketch): number {
  const short = Math.min(sketch.width, sketch.height);
  if (short < 12) return 1;
  return sketch.style.outline === "ink" ? Math.min(5, div(short, 6)) : Math.min(3, div(short, 9));
}

/** Pips for states without a look of their own, and a ring where the state has one. */
function paintMarks(sketch: Sketch, area: Area, look: StateLook): void {
  for (let pip = 0; pip < look.pips; pip += 1) {
    const column = pip % Math.max(1, div(area.width - 6, 3));
    const row = div(pip, Math.max(1, div(area.width - 6, 3)));
    const spot: Area = { x: area.x + area.width - 4 - column * 3, y: area.y + area.height - 5 - row * 3, width: 2, height: 2 };
    fill(sketch, spot, { ramp: look.text, tone: () => 5 });
  }
}

function paintRing(sketch: Sketch, area: Area, look: StateLook): void {
  const { ring } = look;
  if (ring === null) return;
  const last = { x: area.width - 1, y: area.height - 1 };
  const round = Math.max(0, roundOf(sketch) - 1);
  const edges: readonly Area[] = [
    { ...area, x: area.x + round, width: area.width - 2 * round, height: 1 },
    { ...area, x: area.x + round, y: area.y + last.y, width: area.width - 2 * round, height: 1 },
    { ...area, y: area.y + round, width: 1, height: area.height - 2 * round },
    { ...area, x: area.x + last.x, y: area.y + round, width: 1, height: area.height - 2 * round },
  ];
  edges.forEach((edge, index) => fill(sketch, edge, { ramp: ring, tone: () => (index % 2 === 0 && index === 0 ? 5 : 4) }));
}

/** A push button; its states share one outline to the pixel. */
export function paintButton(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const look = stateLook(brief);
  const area = whole(sketch);
  const round = roundOf(sketch);
  fill(sketch, area, { ramp: look.border, tone: () => 0, round });
  const deep = sketch.height >= 14 ? 2 : 1;
  const body = inset(area, 1);
  fill(sketch, body, { ramp: look.ramp, tone: () => 1, round: Math.max(0, round - 1) });
  const face: Area = { ...body, y: body.y + look.push * deep, height: body.height - deep };
  plateFace(sketch, face, look);
  paintMaterial(sketch, brief, { face, look });
  paintRing(sketch, inset(face, 1), look);
  paintLabel(sketch, brief, { area: inset(face, 2), look });
  paintMarks(sketch, face, look);
}

function plateFace(sketch: Sketch, face: Area, look: StateLook): void {
  const round = Math.max(0, roundOf(sketch) - 1);
  const gloss = div(face.height * 9, 20);
  const isFlat = sketch.style.dither === 0;
  fill(sketch, face, {
    ramp: look.ramp,
    round,
    tone: (x, y) => {
      if (y === 0) return look.push > 0 ? look.face - 1 : look.face + 2;
      if (y === face.height - 1 && look.push === 0) return look.face - 1;
      if (isFlat) return y < gloss && look.push === 0 ? look.face + 1 : look.face;
      if (y === gloss && look.push === 0) return (x & 1) === 0 ? look.face + 1 : look.face;
      return y < gloss && look.push === 0 ? look.face + 1 : look.face;
    },
  });
}

/** What a face is made of: grain of wood, rivets of metal, chips of stone. */
function paintMaterial(sketch: Sketch, brief: Brief, spot: { readonly face: Area; readonly look: StateLook }): void {
  const { face, look } = spot;
  if (says(brief.reading, "wood", "wooden", "plank", "driftwood")) {
    for (let row = 3; row < face.height - 2; row += 4) {
      for (let x = 3 + ((row * 7) % 9); x < face.width - 6; x += 14 + (row % 3) * 4) {
        fill(
          sketch,
          { x: face.x + x, y: face.y + row, width: 4 + ((x + row) % 6), height: 1 },
          { ramp: look.ramp, tone: () => look.face - 1 },
        );
      }
    }
  }
  if (says(brief.reading, "iron", "metal", "steel", "brass", "bronze", "gold") && face.height >= 10) {
    for (const x of [face.x + 3, face.x + face.width - 5]) {
      for (const y of [face.y + 3, face.y + face.height - 5]) {
        fill(
          sketch,
          { x, y, width: 2, height: 2 },
          { ramp: brief.scheme.metal, tone: (dx, dy) => (dx + dy === 0 ? 5 : dx + dy === 1 ? 3 : 1) },
        );
      }
    }
  }
  if (says(brief.reading, "stone", "rock")) {
    for (const [x, y] of [
      [9, 4],
      [24, 9],
      [41, 5],
      [58, 10],
      [77, 6],
    ] as const) {
      if (x < face.width - 4 && y < face.height - 3)
        fill(sketch, { x: face.x + x, y: face.y + y, width: 3, height: 1 }, { ramp: look.ramp, tone: () => look.face - 1 });
    }
  }
}

function paintLabel(sketch: Sketch, brief: Brief, spot: { readonly area: Area; readonly look: StateLook }): void {
  const { area, look } = spot;
  const label = labelOf(brief);
  const rows = label === null ? motifRows(brief.scheme.motif) : fittingText(area, label);
  const scale = Math.max(1, Math.min(fitScale(area, rows), label === null ? 3 : Math.max(1, div(area.height, 11))));
  writeCentred(sketch, area, { rows, ramp: look.text, tone: look.textTone, scale, shadow: -1 });
  if (look.ramp === RAMPS.stone) return;
  const isDark = look.textTone < 2;
  writeCentred(sketch, { ...area, y: area.y + 1 }, { rows, ramp: look.ramp, tone: isDark ? 5 : 1, scale, shadow: -1 });
  writeCentred(sketch, area, { rows, ramp: look.text, tone: look.textTone, scale, shadow: -1 });
}

/** A window frame with corner studs. */
export function paintPanel(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const look = stateLook(brief);
  const { trim } = brief.scheme;
  const area = whole(sketch);
  const round = roundOf(sketch);
  plate(sketch, area, { ramp: trim, border: trim, round, face: 3 });
  const frame = Math.max(2, div(Math.min(area.width, area.height), 16));
  const field = inset(area, frame + 1);
  const paper = says(brief.reading, "parchment", "paper", "scroll") ? RAMPS.paper : look.ramp;
  const isPaper = paper === RAMPS.paper;
  const shade = isPaper ? look.face : look.face - 1;
  fill(sketch, field, {
    ramp: paper,
    tone: (x, y) => {
      const edge = Math.min(x, y);
      if (edge < 2) return edge;
      // A soft shade in the lower part, dithered where it begins.
      const depth = div(y * 32, field.height) + bayer(x, y) - 8;
      return depth > 24 && !isPaper ? shade - 1 : shade;
    },
  });
  const stud = frame + 2;
  for (const x of [0, area.width - stud]) {
    for (const y of [0, area.height - stud]) {
      plate(sketch, { x, y, width: stud, height: stud }, { ramp: brief.scheme.accent, border: trim, round: 1, face: 3 });
    }
  }
  if (brief.reading.quoted !== null) paintLabel(sketch, brief, { area: inset(field, 2), look });
  paintMarks(sketch, field, look);
  paintRing(sketch, field, look);
}

/** A bar that fills with its frames or states: health, mana, progress. */
export function paintBar(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const look = stateLook(brief);
  const { trim } = brief.scheme;
  const height = Math.min(sketch.height, Math.max(7, div(sketch.width, 5)));
  const area: Area = { x: 0, y: div(sketch.height - height, 2), width: sketch.width, height };
  plate(sketch, area, { ramp: trim, border: trim, round: Math.min(3, roundOf(sketch)), face: 3 });
  const hollow = inset(area, 2);
  fill(sketch, hollow, { ramp: RAMPS.ink, tone: (_, y) => (y === 0 ? 0 : 1), round: 1 });
  const share = brief.motion.isMoving
    ? div((brief.motion.index + 1) * 100, brief.motion.count)
    : brief.partKind === "state"
      ? 100 - div(brief.request.partIndex * 80, Math.max(1, brief.request.partCount))
      : 70;
  const full = inset(hollow, 1);
  const filled: Area = { ...full, width: Math.max(1, div(full.width * share, 100)) };
  fill(sketch, filled, {
    ramp: look.ramp,
    tone: (x, y) => (y === 0 ? 5 : y < div(filled.height, 2) ? 4 : y === filled.height - 1 ? 2 : x === filled.width - 1 ? 5 : 3),
  });
  paintMarks(sketch, hollow, look);
}

/** An inventory slot. */
export function paintSlot(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const look = stateLook(brief);
  const area = whole(sketch);
  plate(sketch, area, { ramp: look.ramp, border: look.border, round: roundOf(sketch), face: 3 });
  const field = inset(area, Math.max(3, div(area.width, 12)));
  fill(sketch, field, {
    ramp: look.ramp,
    tone: (x, y) => (x === 0 || y === 0 ? 0 : y === field.height - 1 || x === field.width - 1 ? 2 : 1),
    round: 1,
  });
  const rows = motifRows(brief.scheme.motif);
  const scale = Math.max(1, Math.min(3, fitScale(inset(field, 3), rows)));
  writeCentred(sketch, field, { rows, ramp: look.ramp, tone: look.isOn ? 5 : 2, scale, shadow: -1 });
  paintRing(sketch, inset(area, 1), look);
  paintMarks(sketch, field, look);
}

const TICK = [".......#", "......##", "#....##.", "##..##..", ".####...", "..##...."];

/** A check box or switch. */
export function paintCheckbox(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const look = stateLook(brief);
  const side = Math.min(sketch.width, sketch.height);
  const area: Area = { x: div(sketch.width - side, 2), y: div(sketch.height - side, 2), width: side, height: side };
  plate(sketch, area, { ramp: brief.scheme.trim, border: brief.scheme.trim, round: 2, face: 3 });
  const field = inset(area, Math.max(2, div(side, 10)));
  fill(sketch, field, { ramp: look.ramp, tone: (_, y) => (y === 0 ? 0 : look.isOn ? look.face : 1) });
  const scale = Math.max(1, fitScale(inset(field, 2), TICK));
  if (look.isOn || brief.partKind !== "state")
    writeCentred(sketch, field, { rows: TICK, ramp: look.text, tone: 6, scale, shadow: 0 });
  paintRing(sketch, field, look);
  paintMarks(sketch, field, look);
}

const ARROW = [
  "#.........",
  "##........",
  "###.......",
  "####......",
  "#####.....",
  "######....",
  "#######...",
  "########..",
  "#########.",
  "#####.....",
  "##.###....",
  "#..###....",
  "....##....",
];

/** A pointer. */
export function paintCursor(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const look = stateLook(brief);
  const scale = Math.max(1, div(Math.min(sketch.width, sketch.height), 15));
  const at: readonly [number, number] = [div(sketch.width - 10 * scale, 2), div(sketch.height - 13 * scale, 2) + look.push];
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const)
    write(sketch, [at[0] + dx, at[1] + dy], { rows: ARROW, ramp: look.ramp, tone: 0, scale });
  write(sketch, at, { rows: ARROW, ramp: look.ramp, tone: look.face + 1, scale });
  write(sketch, at, { rows: ARROW.map((row) => row.slice(0, 1)), ramp: look.ramp, tone: look.textTone, scale });
  paintMarks(sketch, whole(sketch), look);
}
