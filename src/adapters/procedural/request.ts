import type { Drawing } from "../../core/assets/plan/plan.ts";

/** One image to draw: everything that decides its pixels. */
export interface DrawRequest {
  /** Checkpoint family: `copax` and `pony` are two styles; any other name gets a style of its own. */
  readonly family: string;
  /** Compiled prompt: its words pick subject, materials and colours. */
  readonly positive: string;
  /** Compiled negative prompt: its words take positive ones away. */
  readonly negative: string;
  /** LoRAs in order; each moves the style a little, as its digest says and its weight allows. */
  readonly stack: readonly { readonly sha256: string; readonly weight: number }[];
  readonly drawing: Drawing;
  /** e.g. `frame:3`, `state:hover`, `tile:grass-edge`, `mark:wordmark`; null for a single image. */
  readonly part: string | null;
  /** Position of the part in its set, from 0. */
  readonly partIndex: number;
  readonly partCount: number;
  /** Identity of the take: shared by all parts of one variant. */
  readonly takeSeed: number;
  /** This image's own seed, for details that may differ between parts. */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
}
