/** A PNG file without metadata, and the size that its header claims, in pixels. */
export interface PictureFile {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * The chunks that decide what a picture looks like. Everything else is dropped, known or not: ComfyUI writes prompts,
 * workflows and names of local files into `tEXt`, and nobody knows what other programs write elsewhere.
 */
const KEPT = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"]);

/** A chunk's length and type before its data, and its check sum after it, in bytes. */
const HEAD_BYTES = 8;
const FRAME_BYTES = 12;
const IHDR_BYTES = 13;

interface Chunk {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Takes everything out of a PNG file that is not needed to show it: texts, times, EXIF, unknown chunks, and what follows
 * its end. Its pixels stay as they are, byte for byte; nothing is decoded.
 *
 * @returns `file` itself where there is nothing to take out; undefined where the bytes are not a whole PNG file, so that
 *          what is metadata in them cannot be told.
 * Source: PNG specification (third edition), sections 5 and 11.
 */
export function stripPngMetadata(file: Uint8Array): PictureFile | undefined {
  const chunks = listChunks(file);
  const header = chunks?.[0];
  if (chunks === undefined || header?.type !== "IHDR" || header.to - header.from !== FRAME_BYTES + IHDR_BYTES) return undefined;
  if (!chunks.some(({ type }) => type === "IDAT")) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const width = view.getUint32(header.from + HEAD_BYTES);
  const height = view.getUint32(header.from + HEAD_BYTES + 4);
  if (width === 0 || height === 0) return undefined;
  return { bytes: join(file, chunks), width, height };
}

/** All chunks up to the end of the picture; undefined where they do not lead there. */
function listChunks(file: Uint8Array): readonly Chunk[] | undefined {
  if (!SIGNATURE.every((byte, at) => file[at] === byte)) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  let from = SIGNATURE.length;
  while (from + FRAME_BYTES <= file.length) {
    const type = String.fromCharCode(...file.subarray(from + 4, from + HEAD_BYTES));
    const to = from + FRAME_BYTES + view.getUint32(from);
    if (to > file.length || !/^[A-Za-z]{4}$/.test(type)) return undefined;
    chunks.push({ type, from, to });
    if (type === "IEND") return chunks;
    from = to;
  }
  return undefined;
}

function join(file: Uint8Array, chunks: readonly Chunk[]): Uint8Array {
  const kept = chunks.filter(({ type }) => KEPT.has(type));
  const length = kept.reduce((sum, { from, to }) => sum + to - from, SIGNATURE.length);
  if (length === file.length) return file;
  const bytes = new Uint8Array(length);
  bytes.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const { from, to } of kept) {
    bytes.set(file.subarray(from, to), at);
    at += to - from;
  }
  return bytes;
}
