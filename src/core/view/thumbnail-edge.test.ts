import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readThumbnailEdge, THUMBNAIL_EDGES, thumbnailEdge, thumbnailSize } from "./thumbnail-edge.ts";

test("only the sizes of the list are ever asked for", () => {
  expect(["128", "256", "512"].map(readThumbnailEdge)).toEqual([128, 256, 512]);
  for (const odd of [undefined, "", "0", "1", "1024", "256.0", "0256", " 256", "1e2", "-128"]) {
    expect(readThumbnailEdge(odd)).toBeUndefined();
  }
});

test("a place gets the smallest thumbnail that fills it, and an image that is no larger is shown itself", () => {
  const large = { width: 1024, height: 768 };
  expect([40, 128, 129, 512, 900].map((room) => thumbnailEdge(large, room))).toEqual([128, 128, 256, 512, 512]);
  expect(thumbnailEdge({ width: 128, height: 64 }, 40)).toBeNull();
  expect(thumbnailEdge({ width: 64, height: 129 }, 40)).toBe(128);
});

test("a thumbnail is a whole part of its image and never larger than its edge or its image", () => {
  expect(thumbnailSize({ width: 1024, height: 768 }, 256)).toEqual({ width: 256, height: 192 });
  expect(thumbnailSize({ width: 300, height: 200 }, 256)).toEqual({ width: 150, height: 100 });
  expect(thumbnailSize({ width: 4000, height: 3 }, 128)).toEqual({ width: 125, height: 1 });
  const side = fc.integer({ min: 1, max: 16_384 });
  fc.assert(
    fc.property(side, side, fc.constantFrom(...THUMBNAIL_EDGES), (width, height, edge) => {
      const size = thumbnailSize({ width, height }, edge);
      expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(Math.min(edge, Math.max(width, height)));
      expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
    }),
  );
});
