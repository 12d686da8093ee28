/** Memory that kept thumbnails may take, in bytes of decoded pixels: 1,500 of 128 × 128. Beyond it the longest unseen go. */
const POOL_BYTES = 96 * 1024 * 1024;

/** Images that are fetched and decoded at one time: more would hold up the ones on the screen. */
const AT_ONCE = 8;

/** Longest side of a kept thumbnail, in pixels: the largest cell at two device pixels each. */
const LONGEST_PX = 512;

interface Waiting {
  readonly src: string;
  wanted: number;
  readonly settle: (bitmap: ImageBitmap | null) => void;
  readonly promise: Promise<ImageBitmap | null>;
}

const kept = new Map<string, ImageBitmap>();
const waiting = new Map<string, Waiting>();
let bytes = 0;
let running = 0;

/** A thumbnail that is decoded already, so that a cell can be drawn at once, without flicker. */
export function findThumbnail(src: string): ImageBitmap | undefined {
  const bitmap = kept.get(src);
  if (bitmap === undefined) return undefined;
  kept.delete(src);
  kept.set(src, bitmap);
  return bitmap;
}

/** Asks for a thumbnail. What was asked for last is fetched first, since it is on the screen now. */
export function requestThumbnail(src: string): { readonly bitmap: Promise<ImageBitmap | null>; readonly cancel: () => void } {
  let entry = waiting.get(src);
  if (entry === undefined) {
    const { promise, resolve } = Promise.withResolvers<ImageBitmap | null>();
    entry = { src, wanted: 0, settle: resolve, promise };
  } else waiting.delete(src);
  waiting.set(src, entry);
  entry.wanted += 1;
  const own = entry;
  queueMicrotask(pump);
  return { bitmap: own.promise, cancel: () => void (own.wanted -= 1) };
}

const started = new Set<Waiting>();

function pump(): void {
  while (running < AT_ONCE) {
    const next = takeNewest();
    if (next === undefined) return;
    running += 1;
    started.add(next);
    void load(next.src).then((bitmap) => {
      running -= 1;
      started.delete(next);
      waiting.delete(next.src);
      if (bitmap !== null) keep(next.src, bitmap);
      next.settle(bitmap);
      pump();
      return undefined;
    });
  }
}

/** The newest request that somebody still wants; requests that scrolled out of sight are dropped. */
function takeNewest(): Waiting | undefined {
  for (const entry of [...waiting.values()].toReversed()) {
    if (started.has(entry)) continue;
    if (entry.wanted > 0) return entry;
    waiting.delete(entry.src);
    entry.settle(null);
  }
  return undefined;
}

/** Null for an image that cannot be read: its cell says so. */
async function load(src: string): Promise<ImageBitmap | null> {
  try {
    const response = await fetch(src);
    if (!response.ok) return null;
    return await reduce(await createImageBitmap(await response.blob()));
  } catch {
    return null;
  }
}

/** Makes a large image smaller once, instead of at every frame of every scroll. */
async function reduce(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const by = Math.ceil(Math.max(bitmap.width, bitmap.height) / LONGEST_PX);
  if (by <= 1) return bitmap;
  const size = { resizeWidth: Math.round(bitmap.width / by), resizeHeight: Math.round(bitmap.height / by) };
  const smaller = await createImageBitmap(bitmap, { ...size, resizeQuality: "high" });
  bitmap.close();
  return smaller;
}

function keep(src: string, bitmap: ImageBitmap): void {
  kept.set(src, bitmap);
  bytes += sizeOf(bitmap);
  for (const [oldest, old] of kept) {
    if (bytes <= POOL_BYTES || oldest === src) return;
    kept.delete(oldest);
    bytes -= sizeOf(old);
    // Not closed: a cell that is drawn in this very moment may still hold it. It is freed with its last holder.
  }
}

function sizeOf({ width, height }: ImageBitmap): number {
  return width * height * 4;
}
