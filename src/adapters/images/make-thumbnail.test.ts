import { expect, test } from "vitest";
import { loadSharp } from "./load-sharp.ts";
import { makeThumbnail } from "./make-thumbnail.ts";
import { decodeImage, encodePng } from "./png.ts";
import { stripPngMetadata, type PictureFile } from "./strip-png-metadata.ts";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

async function pictureOf(width: number, height: number, colourAt: (x: number, y: number) => Colour): Promise<PictureFile> {
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) rgba.set(colourAt(at % width, Math.floor(at / width)), at * 4);
  const picture = stripPngMetadata(await encodePng({ width, height, rgba }));
  if (picture === undefined) throw new TypeError("pictureOf: no PNG");
  return picture;
}

const PALETTE: readonly Colour[] = [
  [20, 12, 28, 255],
  [208, 70, 72, 255],
  [0, 0, 0, 0],
  [222, 238, 214, 255],
];

test("pixel art that was blown up comes out pixel by pixel, in its own colours and with its transparency", async () => {
  // A drawing of 64 x 48 pixels, each of them 8 x 8 large.
  const artAt = (x: number, y: number): Colour => PALETTE[(x * 7 + y * 3) % 4] ?? [0, 0, 0, 0];
  const picture = await pictureOf(512, 384, (x, y) => artAt(Math.floor(x / 8), Math.floor(y / 8)));
  const made = await decodeImage((await makeThumbnail(picture, 128)) ?? new Uint8Array());
  expect(made?.pixels).toMatchObject({ width: 128, height: 96 });
  const { rgba = new Uint8Array() } = made?.pixels ?? {};
  const wrong = Array.from({ length: 128 * 96 }, (_, at) => at).filter((at) => {
    const [red, green, blue, alpha] = artAt(Math.floor((at % 128) / 2), Math.floor(Math.floor(at / 128) / 2));
    const seen = rgba.subarray(at * 4, at * 4 + 4);
    return alpha === 0 ? seen[3] !== 0 : ![red, green, blue, alpha].every((value, channel) => seen[channel] === value);
  });
  expect(wrong).toEqual([]);
});

test("a picture of many colours is reduced smoothly, to a fraction of its bytes", async () => {
  const noise = (x: number, y: number): number => ((x * 73_856_093) ^ (y * 19_349_663)) & 31;
  const picture = await pictureOf(1024, 1024, (x, y) => [(x >> 2) ^ noise(x, y), (y >> 2) ^ noise(y, x), (x + y) >> 3, 255]);
  const bytes = (await makeThumbnail(picture, 256)) ?? new Uint8Array();
  const made = await decodeImage(bytes);
  expect(made?.pixels).toMatchObject({ width: 256, height: 256 });
  expect(bytes.length).toBeLessThan(picture.bytes.length / 20);
});

test("a picture that is no larger than the edge is sent as it is, never enlarged", async () => {
  const picture = await pictureOf(256, 10, () => [1, 2, 3, 255]);
  expect(await makeThumbnail(picture, 256)).toBe(picture.bytes);
  expect(await makeThumbnail(picture, 128)).not.toBe(picture.bytes);
});

test("what lies in the file besides the picture does not come along", async () => {
  const sharp = await loadSharp();
  const raw = { width: 600, height: 600, channels: 3 } as const;
  const file = await sharp(new Uint8Array(600 * 600 * 3), { raw })
    .png()
    .withExif({ IFD0: { Copyright: "secret" } })
    .toBuffer();
  const made = (await makeThumbnail({ bytes: file, width: 600, height: 600 }, 128)) ?? new Uint8Array();
  expect(Buffer.from(made).toString("latin1")).not.toContain("secret");
});

test("a picture that cannot be decoded, or claims more pixels than are ever decoded, gives none", async () => {
  const { bytes } = await pictureOf(300, 300, (x, y) => [x, y, 3, 255]);
  const cut = bytes.slice(0, bytes.length / 2);
  expect(await makeThumbnail({ bytes: cut, width: 300, height: 300 }, 128)).toBeUndefined();
  // The claim in the header counts, and so does what a reader of the header was told.
  expect(await makeThumbnail({ bytes, width: 100_000, height: 100_000 }, 128)).toBeUndefined();
  const claims = Buffer.from(bytes);
  claims.writeUInt32BE(60_000, 16);
  claims.writeUInt32BE(60_000, 20);
  expect(await makeThumbnail({ bytes: claims, width: 300, height: 300 }, 128)).toBeUndefined();
});
