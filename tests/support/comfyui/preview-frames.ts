import sharp from "sharp";

const SIDE = 32;
const COLOURS = ["#400000", "#604020", "#808040", "#a0c080"];

let frames: Promise<readonly Uint8Array[]> | null = null;

/** A few small JPEGs that differ, for previews; made once per process. */
export function previewFrames(): Promise<readonly Uint8Array[]> {
  frames ??= Promise.all(COLOURS.map(drawFrame));
  return frames;
}

async function drawFrame(background: string): Promise<Uint8Array> {
  return await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
