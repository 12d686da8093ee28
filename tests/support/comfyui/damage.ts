const DAMAGED_BYTES = 8;

/** Turns a few bytes of a PNG's pixels over, or of the middle of any other file. No decoder takes it any more. */
export function damage(file: Uint8Array): Uint8Array {
  const pixels = Buffer.from(file).indexOf("IDAT");
  const from = pixels < 0 ? Math.floor(file.length / 2) : pixels + "IDAT".length + 2;
  return file.map((byte, at) => (at >= from && at < from + DAMAGED_BYTES ? byte ^ 0xff : byte));
}
