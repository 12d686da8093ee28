import { expect, test } from "vitest";
import { sampleAsset, sampleImage, sampleSheet } from "../../../tests/support/sheet-sample.ts";
import type { SheetAsset } from "../../core/report/contact-sheet.ts";
import { arrangeImages } from "./arrange-images.ts";
import { layOutSheet, SHEET_WIDTH_PX } from "./contact-sheet-layout.ts";
import { renderContactSheetPng } from "./contact-sheet-png.ts";
import { decodeImage, encodePng } from "./png.ts";

const CORNER = [255, 0, 0, 255];

/** A see-through image with one red pixel in its top left corner. */
async function cornerPng(width: number, height: number): Promise<string> {
  const rgba = new Uint8Array(width * height * 4);
  rgba.set(CORNER);
  return Buffer.from(await encodePng({ width, height, rgba })).toString("base64");
}

async function pixelsOf(assets: readonly SheetAsset[]) {
  const decoded = await decodeImage(await renderContactSheetPng(sampleSheet(assets)));
  if (decoded === undefined) throw new TypeError("the sheet is not an image");
  const { width, height, rgba } = decoded.pixels;
  return { width, height, at: (x: number, y: number) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)] };
}

test("the picture is as large as its layout, and an image in it is exact to the pixel at twice its size", async () => {
  const asset = sampleAsset({ images: [sampleImage({ width: 8, height: 4, pngBase64: await cornerPng(8, 4) })] });
  const layout = layOutSheet(sampleSheet([asset]));
  const picture = await pixelsOf([asset]);
  expect([picture.width, picture.height]).toEqual([SHEET_WIDTH_PX, layout.height]);

  const [placed] = layout.images;
  if (placed === undefined) throw new TypeError("no image was placed");
  expect([placed.width, placed.height]).toEqual([16, 8]);
  const around = (dx: number, dy: number) => picture.at(placed.x + dx, placed.y + dy);
  expect([around(0, 0), around(1, 1)]).toEqual([
    [255, 0, 0],
    [255, 0, 0],
  ]);
  // Beside it the two tones of the checkerboard, outside it the surround: all without tint.
  expect([around(2, 0), around(8, 0), around(-1, 0)]).toEqual([
    [56, 56, 56],
    [38, 38, 38],
    [46, 46, 46],
  ]);
});

test("the same sheet gives the same file", async () => {
  const sheet = sampleSheet([sampleAsset(), sampleAsset({ specId: "other", entity: "mara" })]);
  expect(await renderContactSheetPng(sheet)).toEqual(await renderContactSheetPng(sheet));
});

test("an image that cannot be decoded names itself", async () => {
  const sheet = sampleSheet([sampleAsset({ images: [sampleImage({ pngBase64: "AAAA" })] })]);
  await expect(renderContactSheetPng(sheet)).rejects.toMatchObject({ code: "STORE_DAMAGED" });
});

test("all images stand on the sheet, inside a surround, none over another", () => {
  const assets = Array.from({ length: 9 }, (_, at) =>
    sampleAsset({
      specId: `s${at}`,
      entity: at % 3 === 0 ? "mara" : null,
      images: Array.from({ length: at + 1 }, (_image, variant) => sampleImage({ variant, width: 96, height: 32 + at * 16 })),
    }),
  );
  const { images, mats, width } = layOutSheet(sampleSheet(assets));
  expect(images).toHaveLength(45);
  expect(mats).toHaveLength(9);
  for (const mat of mats) expect(mat.x + mat.width).toBeLessThanOrEqual(width - 48);
  for (const image of images) {
    const home = mats.filter(
      (mat) =>
        mat.x <= image.x &&
        mat.y <= image.y &&
        mat.x + mat.width >= image.x + image.width &&
        mat.y + mat.height >= image.y + image.height,
    );
    expect(home).toHaveLength(1);
    const over = images.filter(
      (other) =>
        other !== image &&
        other.x < image.x + image.width &&
        image.x < other.x + other.width &&
        other.y < image.y + image.height &&
        image.y < other.y + other.height,
    );
    expect(over).toEqual([]);
  }
});

test("large art keeps its size, and art wider than the sheet shrinks by a whole number", () => {
  const sizeOf = (width: number, height: number) => {
    const [placed] = arrangeImages([sampleImage({ width, height })], 1000).images;
    return [placed?.width, placed?.height];
  };
  expect(sizeOf(96, 96)).toEqual([192, 192]);
  expect(sizeOf(97, 20)).toEqual([97, 20]);
  expect(sizeOf(2048, 1024)).toEqual([683, 342]);
});

test("an empty sheet is a title and nothing else", () => {
  const layout = layOutSheet(sampleSheet([]));
  expect(layout.texts.map(({ text }) => text)).toEqual(["Sample", "Contact sheet · 0 assets, 0 images"]);
  expect(layout.height).toBeGreaterThan(0);
});
