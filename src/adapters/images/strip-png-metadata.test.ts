import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { pngChunk, withChunks } from "../../../tests/support/png-files.ts";
import { loadSharp } from "./load-sharp.ts";
import { decodeImage, encodePng } from "./png.ts";
import { stripPngMetadata } from "./strip-png-metadata.ts";

const rgba = new Uint8Array(16 * 12 * 4).map((_, at) => (at * 37) % 256);
const PRIVATE = [
  pngChunk("tEXt", 'prompt\0{"3":{"inputs":{"ckpt_name":"secret-model.safetensors"}}}'),
  pngChunk("iTXt", "workflow\0\0\0\0\0/srv/comfy/input"),
  pngChunk("zTXt", "parameters\0\0abc"),
  pngChunk("eXIf", "MM\0*secret"),
  pngChunk("tIME", Uint8Array.of(7, 234, 1, 2, 3, 4, 5)),
  pngChunk("prVt", "unknown"),
];

/** What of a file's facts decides how it is shown. */
async function shownBy(file: Uint8Array) {
  const { depth, density, icc, isPalette, space } = await (await loadSharp())(file).metadata();
  return { depth, density, icc, isPalette, space };
}

let plain: Uint8Array;
beforeAll(async () => {
  plain = await encodePng({ width: 16, height: 12, rgba });
});

test("prompts, names, times and unknown chunks are taken out, and the pixels stay", async () => {
  const written = withChunks(plain, PRIVATE);
  const stripped = stripPngMetadata(written);
  expect(stripped).toMatchObject({ width: 16, height: 12 });
  expect(Buffer.from(stripped?.bytes ?? [])).toEqual(Buffer.from(plain));
  expect(await decodeImage(stripped?.bytes ?? new Uint8Array())).toEqual(await decodeImage(written));
});

test("what follows the end of the picture is taken out too", () => {
  const padded = Buffer.concat([plain, Buffer.from("PK\x03\x04 a zip file")]);
  expect(Buffer.from(stripPngMetadata(padded)?.bytes ?? [])).toEqual(Buffer.from(plain));
});

test("a file without metadata is given back as it is: what the built-in renderer wrote stays the same file", () => {
  expect(stripPngMetadata(plain)?.bytes).toBe(plain);
});

test("colours, transparency and resolution stay as they were for palettes, profiles and 16 bits", async () => {
  const sharp = await loadSharp();
  const raw = sharp(rgba, { raw: { width: 16, height: 12, channels: 4 } });
  const files = await Promise.all([
    raw.clone().png({ palette: true, colours: 8 }).withMetadata({ density: 300 }).toBuffer(),
    raw.clone().png().withIccProfile("p3").toBuffer(),
    raw.clone().toColourspace("rgb16").png().toBuffer(),
  ]);
  for (const file of files) {
    const stripped = stripPngMetadata(withChunks(file, PRIVATE));
    const bytes = stripped?.bytes ?? new Uint8Array();
    expect(await decodeImage(bytes)).toEqual(await decodeImage(file));
    expect(await shownBy(bytes)).toEqual(await shownBy(file));
  }
});

test("what is not a whole PNG file is none: cut, without pixels, without size, or of another kind", () => {
  const noSize = Buffer.from(plain);
  noSize.writeUInt32BE(0, 16);
  const noPixels = Buffer.concat([plain.subarray(0, 33), pngChunk("IEND", "")]);
  const wrongLength = Buffer.from(plain);
  wrongLength.writeUInt32BE(0xffff_fff0, 33);
  const others = [new Uint8Array(), plain.subarray(0, -4), plain.subarray(0, 40), noSize, noPixels, wrongLength];
  for (const file of [...others, Buffer.from("\xff\xd8\xff jpeg", "latin1"), Buffer.from('{"plan":1}')]) {
    expect(stripPngMetadata(file)).toBeUndefined();
  }
});

test("whatever is done to a file, no private chunk comes through", () => {
  const written = withChunks(plain, PRIVATE);
  const change = fc.record({ at: fc.nat(written.length - 1), value: fc.integer({ min: 0, max: 255 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.nat(written.length), (changes, length) => {
      const file = Buffer.from(written);
      for (const { at, value } of changes) file[at] = value;
      for (const some of [file, file.subarray(0, length)]) {
        const bytes = Buffer.from(stripPngMetadata(some)?.bytes ?? []);
        // A changed length may make pixels of what was text; a chunk that is still one is gone.
        const types = stripPngMetadata(bytes) === undefined ? [] : bytes.toString("latin1").match(/tEXt|iTXt|zTXt|eXIf|tIME/g);
        if (changes.length === 0) expect(types ?? []).toEqual([]);
        expect(stripPngMetadata(bytes)?.bytes ?? bytes).toBe(bytes);
      }
    }),
  );
});
