import { makeThumbnail } from "../../adapters/images/make-thumbnail.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import type { ThumbnailEdge } from "../../core/view/thumbnail-edge.ts";
import type { Blobs } from "../../store/blobs.ts";
import { createSerialQueue } from "../serial-queue.ts";
import { openByteCache } from "./byte-cache.ts";
import { readPicture } from "./picture.ts";

/** Memory for thumbnails, in bytes: about 1,500 of a quarter of a million pixels. Browsers keep theirs, so most are asked for once. */
const CACHE_BYTES = 32 * 1024 * 1024;

/** Thumbnails that are made at one time. Each may decode 16 million pixels, 64 MB: two keep two cores busy, and memory bounded. */
const AT_ONCE = 2;

/** Small versions of stored images. */
export interface Thumbnails {
  /**
   * The thumbnail of a stored image; the image itself, without metadata, where it is no larger than the edge.
   *
   * @returns undefined when the blob is no picture that can be made smaller.
   * @throws TouchstoneError STORE_DAMAGED when the blob is missing or holds other bytes.
   */
  find(digest: Digest, edge: ThumbnailEdge): Promise<Uint8Array | undefined>;
}

/** Makes thumbnails when they are asked for, a few at a time; those that two ask for at one time are made once. */
export function openThumbnails(blobs: Blobs): Thumbnails {
  const cache = openByteCache(CACHE_BYTES);
  const underWay = new Map<string, Promise<Uint8Array | undefined>>();
  const lanes = Array.from({ length: AT_ONCE }, createSerialQueue);
  let asked = 0;

  async function make(digest: Digest, edge: ThumbnailEdge): Promise<Uint8Array | undefined> {
    const picture = await readPicture(blobs, digest);
    return picture === undefined ? undefined : await makeThumbnail(picture, edge);
  }

  return {
    async find(digest, edge) {
      const key = `${digest}/${edge}`;
      const known = cache.find(key);
      if (known !== undefined) return known;
      const running = underWay.get(key);
      if (running !== undefined) return await running;
      const lane = lanes[asked++ % AT_ONCE] ?? createSerialQueue();
      const made = lane(async () => await make(digest, edge));
      underWay.set(key, made);
      try {
        const bytes = await made;
        if (bytes !== undefined) cache.keep(key, bytes);
        return bytes;
      } finally {
        underWay.delete(key);
      }
    },
  };
}
