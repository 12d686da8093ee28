import { type ContactSheet, countImages, countVerdicts, groupAssets, type SheetAsset } from "../../core/report/contact-sheet.ts";
import { type OutcomeMark, verdictMark } from "../../core/report/outcome-mark.ts";
import { arrangeImages, type PlacedImage } from "./arrange-images.ts";
import { breakRows } from "./break-rows.ts";
import { GLYPH_ROWS, textColumns } from "./pixel-font.ts";

/** A rectangle in pixels of the sheet. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Tone = OutcomeMark["tone"] | "text" | "mute";

export interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: Tone;
  readonly scale: number;
}

/** Where everything on the sheet stands. */
export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  /** Neutral surrounds of the images. */
  readonly mats: readonly Box[];
  readonly images: readonly PlacedImage[];
  readonly texts: readonly PlacedText[];
  /** Thin lines, one over each run of plates of one group. */
  readonly rules: readonly Box[];
}

/** Width of every sheet in pixels; a page of a code host shows half of it, where zoom 2 becomes exactly 1. */
export const SHEET_WIDTH_PX = 1600;
const EDGE_PX = 48;
const CONTENT_PX = SHEET_WIDTH_PX - 2 * EDGE_PX;
const MAT_PX = 16;
const PLATE_GAP_PX = 16;
const ROW_GAP_PX = 40;
const SMALL = 2;
const LARGE = 5;
const LINE_PX = GLYPH_ROWS * SMALL + 8;
const HEADING_PX = LINE_PX + 12;
const LABEL_PX = 10 + 2 * LINE_PX;
/** A row emptier than this is not stretched, so that few plates do not grow out of proportion. */
const MOST_STRETCH = 1.5;

/** One asset measured. */
interface Plate {
  readonly asset: SheetAsset;
  readonly heading: string;
  /** Placed from the corner of their own block. */
  readonly images: readonly PlacedImage[];
  readonly block: { readonly width: number; readonly height: number };
  readonly width: number;
}

interface Canvas {
  readonly mats: Box[];
  readonly images: PlacedImage[];
  readonly texts: PlacedText[];
  readonly rules: Box[];
}

/** Lays a contact sheet out: a title, then full rows of plates; a line with the group's name spans each group. */
export function layOutSheet(sheet: ContactSheet): SheetLayout {
  const canvas: Canvas = { mats: [], images: [], texts: [], rules: [] };
  let y = placeTitle(canvas, sheet);
  const plates = groupAssets(sheet.assets).flatMap((group) => {
    const heading = group.isFamily ? `${group.heading} family` : group.heading;
    return group.assets.map((asset) => measurePlate(asset, heading));
  });
  for (const row of fillRows(plates)) y = placeRow(canvas, row, y) + ROW_GAP_PX;
  return { ...canvas, width: SHEET_WIDTH_PX, height: y + EDGE_PX - ROW_GAP_PX };
}

function placeTitle(canvas: Canvas, sheet: ContactSheet): number {
  canvas.texts.push({ x: EDGE_PX, y: EDGE_PX, text: sheet.projectTitle, tone: "text", scale: LARGE });
  const y = EDGE_PX + GLYPH_ROWS * LARGE + 12;
  const summary = `${sheet.title} · ${sheet.assets.length} assets, ${countImages(sheet)} images`;
  const counts = countVerdicts(sheet).map(({ verdict, count }) => markWords(verdictMark(verdict), `${count} `));
  placeWords(canvas, { x: EDGE_PX, y }, [{ text: summary, tone: "mute" }, ...counts]);
  return y + LINE_PX + ROW_GAP_PX;
}

interface Words {
  readonly text: string;
  readonly tone: Tone;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function markWords(mark: OutcomeMark, before = ""): Words {
  return { text: `${before}${mark.icon} ${mark.word}`, tone: mark.tone };
}

const WORD_GAP_COLUMNS = 7;

/** Places pieces of one line side by side. */
function placeWords(canvas: Canvas, { x, y }: Point, pieces: readonly Words[]): void {
  let left = x;
  for (const { text, tone } of pieces) {
    canvas.texts.push({ x: left, y, text, tone, scale: SMALL });
    left += (textColumns(text) + WORD_GAP_COLUMNS) * SMALL;
  }
}

function fillRows(plates: readonly Plate[]): readonly (readonly Plate[])[] {
  const counts = breakRows(
    plates.map((plate) => plate.width),
    { roomPx: CONTENT_PX, gapPx: PLATE_GAP_PX },
  );
  let next = 0;
  return counts.map((count) => plates.slice(next, (next += count)));
}

/** Places one row, its mats equally high and together as wide as the sheet. */
function placeRow(canvas: Canvas, row: readonly Plate[], y: number): number {
  const top = y + HEADING_PX;
  const height = Math.max(...row.map((plate) => plate.block.height)) + 2 * MAT_PX;
  const widths = stretch(row);
  let x = EDGE_PX;
  for (const [at, plate] of row.entries()) {
    const mat = { x, y: top, width: widths[at] ?? plate.width, height };
    placePlate(canvas, plate, mat);
    placeHeading(canvas, { ...mat, y }, plate.heading === row[at - 1]?.heading ? null : plate.heading);
    x += mat.width + PLATE_GAP_PX;
  }
  return top + height + LABEL_PX;
}

/** Widths of a row's mats: the room that is left is shared out evenly, unless there is too much of it. */
function stretch(row: readonly Plate[]): readonly number[] {
  const room = CONTENT_PX - PLATE_GAP_PX * (row.length - 1);
  const used = row.reduce((sum, plate) => sum + plate.width, 0);
  if (room / used > MOST_STRETCH) return row.map((plate) => plate.width);
  const share = Math.floor((room - used) / row.length);
  const rest = room - used - share * row.length;
  return row.map((plate, at) => plate.width + share + (at === row.length - 1 ? rest : 0));
}

/** The line over a plate: it runs on from the plate before when both are of one group (`heading` null). */
function placeHeading(canvas: Canvas, { x, y, width }: Box, heading: string | null): void {
  const left = heading === null ? x - PLATE_GAP_PX : x;
  canvas.rules.push({ x: left, y, width: x + width - left, height: 2 });
  if (heading !== null) canvas.texts.push({ x, y: y + 10, text: heading, tone: "mute", scale: SMALL });
}

function placePlate(canvas: Canvas, plate: Plate, mat: Box): void {
  canvas.mats.push(mat);
  const x = mat.x + Math.floor((mat.width - plate.block.width) / 2);
  const y = mat.y + Math.floor((mat.height - plate.block.height) / 2);
  for (const placed of plate.images) canvas.images.push({ ...placed, x: x + placed.x, y: y + placed.y });
  const label = mat.y + mat.height + 10;
  canvas.texts.push({ x: mat.x, y: label, text: plate.asset.title, tone: "text", scale: SMALL });
  placeWords(canvas, { x: mat.x, y: label + LINE_PX }, verdictWords(plate.asset));
}

function verdictWords(asset: SheetAsset): readonly Words[] {
  return [markWords(verdictMark(asset.verdict)), { text: asset.checkpoint, tone: "mute" }];
}

/** Measures one asset: its block of images in a mat at least as wide as the longest label over or under it. */
function measurePlate(asset: SheetAsset, heading: string): Plate {
  const { images, width, height } = arrangeImages(asset.images, CONTENT_PX - 2 * MAT_PX);
  const labels = [
    heading,
    asset.title,
    verdictWords(asset)
      .map(({ text }) => text)
      .join("xxx"),
  ];
  const least = Math.max(width + 2 * MAT_PX, ...labels.map((label) => textColumns(label) * SMALL));
  return { asset, heading, images, block: { width, height }, width: Math.min(CONTENT_PX, least) };
}
