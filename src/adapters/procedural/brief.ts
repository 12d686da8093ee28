import { openStream, type RandomStream } from "../../core/canonical/random.ts";
import { clamp, cos256, divRound, sin256 } from "./integers.ts";
import type { Rgb } from "./ramps.ts";
import type { DrawRequest } from "./request.ts";
import { readPalette, schemeOf, type Scheme } from "./scheme.ts";
import { styleOf, type Style } from "./style.ts";
import { partName, readWords, type Reading } from "./words.ts";

/** Where an image stands in its animation. A still image stands at angle 0. */
export interface Motion {
  readonly isMoving: boolean;
  readonly index: number;
  readonly count: number;
  /** Position in the loop, 0..255. */
  readonly angle: number;
  /** Two movements a quarter turn apart, in whole cells: together they tell every frame from every other. */
  readonly rise: number;
  readonly sway: number;
  /** Largest value of both. */
  readonly reach: number;
}

/** A request, read: what every drawing function works from. */
export interface Brief {
  readonly request: DrawRequest;
  readonly reading: Reading;
  readonly palette: readonly Rgb[];
  readonly style: Style;
  readonly scheme: Scheme;
  readonly motion: Motion;
  /** Kind of the part (`frame`, `state`, `tile`, `mark`) or an empty text. */
  readonly partKind: string;
  readonly partName: string;
  /** Opens a stream that is the same in all parts of the take. */
  traits(name: string): RandomStream;
  /** Opens a stream of this image alone. */
  flicker(name: string): RandomStream;
}

const STILL: Motion = { isMoving: false, index: 0, count: 1, angle: 0, rise: 0, sway: 0, reach: 0 };

/** The motion of a frame on a grid whose design square is `unit` cells wide. */
export function motionOf(request: DrawRequest, unit: number): Motion {
  const isFrame = request.part?.startsWith("frame:") ?? false;
  if (!isFrame || request.partCount < 2) return STILL;
  const { partIndex: index, partCount: count } = request;
  const angle = divRound(index * 256, count);
  const most = Math.max(1, divRound(unit, 10));
  const reach = clamp(Math.max(divRound(unit, 28), divRound(count, 6)), 1, most);
  return {
    isMoving: true,
    index,
    count,
    angle,
    rise: divRound(sin256(angle) * reach, 256),
    sway: divRound(cos256(angle) * reach, 256),
    reach,
  };
}

/** Reads a request: words, palette, style and materials. Its motion is set when the grid is known. */
export function readBrief(request: DrawRequest): Brief {
  const reading = readWords(request);
  const palette = readPalette(request.drawing.palette);
  return {
    request,
    reading,
    palette,
    style: styleOf(request.family, request.stack),
    scheme: schemeOf({
      reading,
      palette,
      seed: request.drawing.familySeed ?? request.takeSeed,
      isFamily: request.drawing.familySeed !== null,
    }),
    motion: STILL,
    partKind: request.part?.split(":")[0] ?? "",
    partName: partName(request.part),
    traits: (name) => openStream(request.takeSeed, name),
    flicker: (name) => openStream(request.seed, name),
  };
}
