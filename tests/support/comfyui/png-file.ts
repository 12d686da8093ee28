import { crc32, deflateSync } from "node:zlib";

/** Eight-bit pixels, three or four bytes each. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly bytes: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const IHDR_WIDTH_AT = 16;
const IHDR_COLOUR_TYPE_AT = 25;
/** PNG colour types: 2 is RGB, 6 is RGBA. */
const COLOUR_TYPE = { 3: 2, 4: 6 } as const;
/** PNG row filter 2 (Up): rows that repeat become zeros, which deflate fast. */
const FILTER_UP = 2;

/** Encodes quickly; `texts` become tEXt chunks in their order, before the pixels. Texts are ASCII. */
export function encodePng(raster: Raster, texts: readonly (readonly [string, string])[]): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(raster.width, 0);
  header.writeUInt32BE(raster.height, 4);
  header.set([8, COLOUR_TYPE[raster.channels], 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    ...texts.map(([key, text]) => chunk("tEXt", Buffer.from(`${key}\0${text}`, "latin1"))),
    chunk("IDAT", deflateSync(filterUp(raster), { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function filterUp({ width, height, channels, bytes }: Raster): Uint8Array {
  const rowSize = width * channels;
  const rows = new Uint8Array(height * (rowSize + 1));
  for (let y = 0; y < height; y++) {
    const from = y * rowSize;
    const to = y * (rowSize + 1);
    rows[to] = FILTER_UP;
    const row = bytes.subarray(from, from + rowSize);
    if (y === 0) rows.set(row, to + 1);
    else subtractRow(rows.subarray(to + 1, to + 1 + rowSize), row, bytes.subarray(from - rowSize, from));
  }
  return rows;
}

function subtractRow(to: Uint8Array, row: Uint8Array, above: Uint8Array): void {
  if (Buffer.compare(row, above) === 0) return;
  for (let i = 0; i < row.length; i++) to[i] = (row[i] ?? 0) - (above[i] ?? 0);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Size and transparency from a PNG's header; null for anything else. */
export function readPngHeader(file: Uint8Array): { width: number; height: number; hasAlpha: boolean } | null {
  if (file.length < IHDR_COLOUR_TYPE_AT || Buffer.compare(file.subarray(0, SIGNATURE.length), SIGNATURE) !== 0) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return {
    width: view.getUint32(IHDR_WIDTH_AT),
    height: view.getUint32(IHDR_WIDTH_AT + 4),
    hasAlpha: file[IHDR_COLOUR_TYPE_AT] === COLOUR_TYPE[4],
  };
}

/** The tEXt chunks of a PNG in file order. */
export function readPngTexts(file: Uint8Array): [key: string, text: string][] {
  const texts: [string, string][] = [];
  const bytes = Buffer.from(file);
  for (let at = SIGNATURE.length; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    const content = bytes.subarray(at + 8, at + 8 + size);
    const split = content.indexOf(0);
    if (bytes.toString("latin1", at + 4, at + 8) === "tEXt") {
      texts.push([content.toString("latin1", 0, split), content.toString("latin1", split + 1)]);
    }
    at += size + 12;
  }
  return texts;
}
