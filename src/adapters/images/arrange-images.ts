import type { SheetImage } from "../../core/report/contact-sheet.ts";

/** An image with its place and its size on the sheet, in pixels. */
export interface PlacedImage {
  readonly image: SheetImage;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A block of images, placed from its top left corner. */
export interface Arrangement {
  readonly images: readonly PlacedImage[];
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 8;
/** Small art is shown twice as large. */
const LARGEST_DOUBLED_PX = 96;
/** Blocks come out about this high, so that plates in one row fill their mats: two rows of doubled 64-pixel images. */
const BLOCK_HEIGHT_PX = 264;

type Sized = Pick<PlacedImage, "image" | "width" | "height">;

/** Arranges an asset's images in a block of even columns, no wider than `roomPx`. */
export function arrangeImages(images: readonly SheetImage[], roomPx: number): Arrangement {
  const sizes = images.map((image) => sizeOnSheet(image, roomPx));
  const cell = {
    width: Math.max(0, ...sizes.map((size) => size.width)),
    height: Math.max(0, ...sizes.map((size) => size.height)),
  };
  const columns = countColumns(sizes.length, cell, roomPx);
  const placed = sizes.map((size, at) => ({
    ...size,
    x: (at % columns) * (cell.width + GAP_PX),
    y: Math.floor(at / columns) * (cell.height + GAP_PX),
  }));
  const width = Math.max(0, ...placed.map((image) => image.x + image.width));
  const height = Math.max(0, ...placed.map((image) => image.y + image.height));
  return { images: placed, width, height };
}

function countColumns(count: number, cell: { readonly width: number; readonly height: number }, roomPx: number): number {
  const rowsWanted = Math.max(1, Math.floor((BLOCK_HEIGHT_PX + GAP_PX) / (cell.height + GAP_PX)));
  const most = Math.max(1, Math.floor((roomPx + GAP_PX) / (cell.width + GAP_PX)));
  return Math.max(1, Math.min(most, Math.ceil(count / rowsWanted)));
}

/** Doubled when small, else as it is, or the largest whole part of it that fits. */
function sizeOnSheet(image: SheetImage, roomPx: number): Sized {
  const longer = Math.max(image.width, image.height);
  if (longer <= LARGEST_DOUBLED_PX) return { image, width: image.width * 2, height: image.height * 2 };
  const part = Math.ceil(image.width / roomPx);
  return { image, width: Math.ceil(image.width / part), height: Math.ceil(image.height / part) };
}
