import type { Link, SignedGraph } from "./graph.ts";
import { readPngHeader } from "./png-file.ts";
import { numberOf, pythonText } from "./python-json.ts";

/** What an IMAGE is: its size, what it shows, and what of it is seen. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly batch: number;
  readonly paint: Paint;
  readonly alpha: Mask | null;
}

/** One colour, or a subject on white that follows from a digest. */
export type Paint = { readonly rgb: readonly [number, number, number] } | { readonly key: string };

/** Values of a mask: the same everywhere, or one on the subject and the other around it. */
export interface Mask {
  readonly onSubject: number;
  readonly around: number;
}

/** A latent's sides are multiples of this. */
const LATENT_STEP = 8;
/** What a picture measures that could not be read. */
const UNKNOWN_SIDE = 64;

/** Inputs that carry a picture through a node. */
const CARRIERS = ["images", "image", "samples", "latent_image", "pixels"];

export interface Viewer {
  readonly graph: SignedGraph;
  readImage(name: string): Uint8Array | null;
}

/** Works out the picture (or latent) that a node gives, from the graph alone. */
export function pictureOf(viewer: Viewer, id: string): Picture {
  const key = viewer.graph.signatureOf(id);
  switch (viewer.graph.classOf(id)) {
    case "EmptyImage":
      return { ...sizeIn(viewer, id), paint: { rgb: colourOf(number(viewer, id, "color")) }, alpha: null };
    case "EmptyLatentImage":
      return { ...sizeIn(viewer, id, LATENT_STEP), paint: { key }, alpha: null };
    case "LoadImage":
      return { ...sizeOfFile(viewer, id), batch: 1, paint: { key }, alpha: null };
    case "ImageScale":
      return { ...sourceOf(viewer, id), ...scaledSize(viewer, id), paint: { key } };
    case "ImageInvert":
      return inverted(sourceOf(viewer, id), key);
    case "JoinImageWithAlpha":
      return { ...sourceOf(viewer, id), alpha: complement(maskOf(viewer, viewer.graph.linkOf(id, "alpha"))) };
    case "SaveImage":
    case "PreviewImage":
    case "SlowTest":
    case "OddNumbers":
      return sourceOf(viewer, id);
    default:
      return { ...sourceOf(viewer, id), paint: { key } };
  }
}

function sourceOf(viewer: Viewer, id: string): Picture {
  for (const input of CARRIERS) {
    const link = viewer.graph.linkOf(id, input);
    if (link !== null) return pictureOf(viewer, link.id);
  }
  return { width: UNKNOWN_SIDE, height: UNKNOWN_SIDE, batch: 1, paint: { key: viewer.graph.signatureOf(id) }, alpha: null };
}

function maskOf(viewer: Viewer, link: Link | null): Mask {
  if (link === null) return { onSubject: 0, around: 0 };
  switch (viewer.graph.classOf(link.id)) {
    case "SolidMask": {
      const value = number(viewer, link.id, "value");
      return { onSubject: value, around: value };
    }
    case "RemoveBackground":
      return { onSubject: 1, around: 0 };
    case "InvertMask":
      return complement(maskOf(viewer, viewer.graph.linkOf(link.id, "mask")));
    default:
      return { onSubject: 0, around: 0 };
  }
}

/** JoinImageWithAlpha shows what its mask leaves out, as LoadImage's masks are 1 minus alpha. */
function complement({ onSubject, around }: Mask): Mask {
  return { onSubject: 1 - onSubject, around: 1 - around };
}

function inverted(picture: Picture, key: string): Picture {
  if ("key" in picture.paint) return { ...picture, paint: { key } };
  const [red, green, blue] = picture.paint.rgb;
  return { ...picture, paint: { rgb: [255 - red, 255 - green, 255 - blue] } };
}

function number(viewer: Viewer, id: string, input: string): number {
  return numberOf(viewer.graph.inputsOf(id)[input]) ?? 0;
}

function sizeIn(viewer: Viewer, id: string, step = 1): { width: number; height: number; batch: number } {
  const side = (input: string) => Math.max(step, Math.floor(number(viewer, id, input) / step) * step);
  return { width: side("width"), height: side("height"), batch: Math.max(1, number(viewer, id, "batch_size")) };
}

function sizeOfFile(viewer: Viewer, id: string): { width: number; height: number } {
  const file = viewer.readImage(pythonText(viewer.graph.inputsOf(id)["image"]));
  const header = file === null ? null : readPngHeader(file);
  return { width: header?.width ?? UNKNOWN_SIDE, height: header?.height ?? UNKNOWN_SIDE };
}

/** A side of 0 keeps the shape. */
function scaledSize(viewer: Viewer, id: string): { width: number; height: number } {
  const source = sourceOf(viewer, id);
  const width = number(viewer, id, "width");
  const height = number(viewer, id, "height");
  if (width === 0 && height === 0) return { width: source.width, height: source.height };
  if (width === 0) return { width: Math.max(1, Math.round((source.width * height) / source.height)), height };
  if (height === 0) return { width, height: Math.max(1, Math.round((source.height * width) / source.width)) };
  return { width, height };
}

function colourOf(color: number): [number, number, number] {
  return [(color >> 16) & 255, (color >> 8) & 255, color & 255];
}
