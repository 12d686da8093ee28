import type { Brief } from "./brief.ts";
import { pairs, type Points } from "./points.ts";
import { CELL, div } from "./integers.ts";
import { motifRows } from "./motifs.ts";
import { RAMPS, type Ramp } from "./ramps.ts";
import { uprightFrame, type Sketch } from "./sketch.ts";
import { ellipse, poly, stamp } from "./shapes.ts";
import { fill, fitScale, fittingText, useCells, writeCentred, type Area } from "./ui/plate.ts";

// Words of a prompt that are no names.
const PLAIN = new Set(
  "a an the of for with and in on at to from by game logo mark wordmark emblem icon favicon pixel art style clean crisp bold flat simple studio asset sprite best quality masterpiece high detailed detail vector symbol badge brand title text letter lettering design colours colors vibrant saturated dark light soft storybook cartoon painterly readable silhouette single centred centered".split(
    " ",
  ),
);

/** The name to write: quoted text, else the prompt's first telling word, else one made of syllables. */
function nameOf(brief: Brief): string {
  const { reading } = brief;
  if (reading.quoted !== null) return reading.quoted;
  const told = reading.prompt.find((word) => word.length > 2 && word.length < 11 && !PLAIN.has(word));
  if (told !== undefined) return told;
  const stream = brief.traits("name");
  const syllables = ["lo", "ra", "ven", "ta", "mi", "dor", "ka", "el", "un", "bri"];
  return [0, 1, 2].map(() => syllables[stream.nextBelow(syllables.length)] ?? "").join("");
}

/** Two or three ramps at most: a logo must live with few colours. */
function coloursOf(brief: Brief): { readonly face: Ramp; readonly back: Ramp } {
  const { primary, secondary, accent } = brief.scheme;
  if (brief.partName.includes("mono") || brief.partName.includes("black")) return { face: RAMPS.white, back: RAMPS.ink };
  if (brief.partName.includes("white") || brief.partName.includes("inverse")) return { face: RAMPS.ink, back: RAMPS.white };
  return {
    face: primary === accent ? RAMPS.gold : accent,
    back: brief.scheme.isTold ? primary : secondary === accent ? primary : secondary,
  };
}

const CRESTS: readonly Points[] = [
  pairs("500,20 900,120 900,520 780,780 500,980 220,780 100,520 100,120"),
  pairs("500,20 920,260 920,740 500,980 80,740 80,260"),
  pairs("500,10 990,500 500,990 10,500"),
];

/** An emblem on a crest. */
function paintCrest(sketch: Sketch, brief: Brief): void {
  const { face, back } = coloursOf(brief);
  const choice = brief.scheme.motif % 4;
  const crest = CRESTS[choice];
  const shrink = (points: Points, percent: number): Points =>
    points.map(([x, y]) => [500 + div((x - 500) * percent, 100), 500 + div((y - 500) * percent, 100)]);
  let field: number;
  if (crest === undefined) {
    ellipse(sketch, [500, 500, 480, 480], { ramp: face, flat: 120 });
    field = ellipse(sketch, [500, 500, 400, 400], { ramp: back });
  } else {
    poly(sketch, crest, { ramp: face, bevel: 60 });
    field = poly(sketch, shrink(crest, 82), { ramp: back, bevel: 60 });
  }
  const rows = motifRows(brief.scheme.motif);
  stamp(sketch, [290, 300, 440, 440], { ramp: back, tone: 1, on: field, rows });
  stamp(sketch, [275, 275, 440, 440], { ramp: face, tone: 4, on: field, rows });
  stamp(sketch, [275, 275, 440, 200], { ramp: face, tone: 5, on: field, rows: rows.slice(0, 4) });
}

/** A square with the bare emblem, readable at sixteen pixels. */
function paintFavicon(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  const { face, back } = coloursOf(brief);
  const side = Math.min(sketch.width, sketch.height);
  const area: Area = {
    x: div(sketch.width - side, 2) + 1,
    y: div(sketch.height - side, 2) + 1,
    width: side - 2,
    height: side - 2,
  };
  const round = Math.min(6, div(side, 6));
  fill(sketch, area, {
    ramp: back,
    round,
    tone: (_, y) => (y === 0 ? 4 : y >= area.height - Math.max(1, div(side, 12)) ? 2 : 3),
  });
  const rows = motifRows(brief.scheme.motif);
  const scale = Math.max(1, fitScale({ ...area, width: area.width - 2, height: area.height - 2 }, rows));
  writeCentred(sketch, area, { rows, ramp: face, tone: 5, scale, shadow: -1 });
}

/** Letters in three tones on an extruded back; a name of two words, or too wide for one line, takes two. */
function paintLetters(sketch: Sketch, brief: Brief, area: Area): void {
  const lines = splitName(nameOf(brief), area);
  const height = div(area.height, lines.length);
  const first = sketch.partCount + 1;
  lines.forEach((line, index) => paintLine(sketch, brief, { line, area: { ...area, y: area.y + index * height, height } }));
  for (let part = first; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
}

/** A name of several words takes two lines where there is room. */
function splitName(name: string, area: Area): readonly string[] {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  return rest.length > 0 && area.height >= 24 ? [first, rest.join(" ")] : [name];
}

/** Letters twice as high, where a line has only room for the smallest. */
function lettersFor(room: Area, line: string): readonly string[] {
  const rows = fittingText(room, line);
  return fitScale(room, rows) === 1 && room.height >= 2 * rows.length + 2 ? rows.flatMap((row) => [row, row]) : rows;
}

function paintLine(sketch: Sketch, brief: Brief, { line, area }: { readonly line: string; readonly area: Area }): void {
  const { face, back } = coloursOf(brief);
  const room: Area = { ...area, width: area.width - 3, height: area.height - 4 };
  const rows = lettersFor(room, line);
  const scale = Math.max(1, fitScale(room, rows));
  const lettering = { rows, ramp: face, scale, shadow: -1 };
  const drop = Math.max(1, scale);
  for (let step = drop; step >= 1; step -= 1) {
    writeCentred(sketch, { ...area, y: area.y + step }, { ...lettering, ramp: back, tone: step === drop ? 1 : 2 });
  }
  writeCentred(sketch, area, { ...lettering, tone: 3 });
  const band = (from: number, to: number): readonly string[] =>
    rows.map((row, index) => (index >= from && index < to ? row : row.replaceAll("#", ".")));
  writeCentred(sketch, area, { ...lettering, rows: band(0, div(rows.length * 3, 7)), tone: 5 });
  writeCentred(sketch, area, { ...lettering, rows: band(div(rows.length * 3, 7), div(rows.length * 4, 7)), tone: 4 });
}

function paintWordmark(sketch: Sketch, brief: Brief): void {
  useCells(sketch);
  paintLetters(sketch, brief, { x: 0, y: 0, width: sketch.width, height: sketch.height });
}

/** Emblem and name together: side by side when wide, else one above the other. */
function paintLockup(sketch: Sketch, brief: Brief): void {
  const { width, height } = sketch;
  const isWide = width * 2 > height * 3;
  const side = isWide ? Math.min(height - 2, div(width, 3)) : Math.min(width - 2, div(height * 3, 5));
  const left = isWide ? 1 : div(width - side, 2);
  const top = isWide ? div(height - side, 2) : 1;
  sketch.frame = uprightFrame([left * CELL, top * CELL], side * CELL, side * CELL);
  paintCrest(sketch, brief);
  useCells(sketch);
  const area = isWide
    ? { x: side + 3, y: 0, width: width - side - 4, height }
    : { x: 0, y: side + 1, width, height: height - side - 2 };
  paintLetters(sketch, brief, area);
}

/** The marks of a logo: `emblem`, `wordmark`, `favicon`, `lockup`, each in colour or `mono`. */
export function paintLogo(sketch: Sketch, brief: Brief): void {
  const name = brief.partKind === "mark" ? brief.partName : [...brief.reading.weights.keys()].join(" ");
  if (/word|text|title|letter/.test(name)) paintWordmark(sketch, brief);
  else if (/favicon|app|small|tiny|square/.test(name)) paintFavicon(sketch, brief);
  else if (/lockup|full|primary|horizontal|stacked|combo|banner/.test(name)) paintLockup(sketch, brief);
  else paintCrest(sketch, brief);
}
