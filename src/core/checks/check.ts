import type { PlanContract } from "../assets/plan/plan.ts";
import type { OutputKind } from "../assets/records/spec.ts";

/** What one validator found. */
export type CheckOutcome = "pass" | "fail" | "uncertain" | "uncalibrated" | "not_applicable";

/** One validator's finding (contracts section 4). Evidence numbers are what the outcome was computed from. */
export interface Check {
  /** Check id, e.g. `background`. */
  readonly check: string;
  /** Version of the check's own rules. */
  readonly version: number;
  readonly outcome: CheckOutcome;
  readonly severity: "hard" | "soft";
  readonly score?: number;
  readonly threshold?: number;
  readonly evidence: {
    readonly numbers: Readonly<Record<string, number>>;
    /** What it found in words, naming the images concerned. */
    readonly note?: string;
  };
}

/** An image after decoding: straight (not premultiplied) RGBA, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** One image of a version as the checks see it. `pixels` is null when its bytes could not be decoded. */
export interface CheckedImage {
  readonly variant: number;
  readonly part: string | null;
  /** SHA-256 of the decoded RGBA with its size; equal pictures have equal values. */
  readonly pixelSha256: string | null;
  /** Colour mode of the stored file, e.g. `rgba8`. */
  readonly mode: string | null;
  readonly pixels: Pixels | null;
}

/** All that checks read: what was asked for, and what came out. */
export interface CheckInput {
  readonly contract: PlanContract;
  readonly output: {
    readonly kind: OutputKind;
    /** The parts of one variant, e.g. `["frame:0", "frame:1"]`; `[null]` for a single image. */
    readonly parts: readonly (string | null)[];
    readonly variants: number;
  };
  readonly images: readonly CheckedImage[];
}

/** `unchecked`: nothing that was asked for could be measured; it is never a pass. */
export type Verdict = "pass" | "fail" | "uncertain" | "unchecked";
