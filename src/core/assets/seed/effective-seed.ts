import { canonicalJson } from "../../canonical/canonical-json.ts";
import { digestText } from "../../canonical/digest.ts";
import { fnv1a32 } from "../../canonical/fnv.ts";
import type { SeedPolicy } from "../records/spec.ts";

/** What a derived seed may be computed from. */
export interface SeedSources {
  readonly specId: string;
  readonly assetType: string;
  readonly checkpointId: string | null;
  readonly entityId: string | null;
}

/** Which image a seed is for. */
export interface ImageKey {
  readonly variant: number;
  readonly part: string | null;
}

export interface SeedRequest {
  readonly policy: SeedPolicy;
  readonly sources: SeedSources;
  /** Regenerations so far; 0 for the spec's own plan, and always for `fixed` seeds. */
  readonly advance: number;
  /** The number drawn at `make` for `random_recorded`; null before. */
  readonly drawn: number | null;
}

/**
 * The effective seed of one image: a hash of the mode's inputs with variant and part always mixed in.
 *
 * @returns an integer in [0, 2^32-1] (fnv1a32) or [0, 2^53-1] (sha256), or null when a random seed was not drawn yet.
 * Source: contracts section 3.2; SPEC.md P40-P44.
 */
export function effectiveSeed(request: SeedRequest, image: ImageKey): number | null {
  const { policy, advance } = request;
  if (policy.mode === "fixed" && advance > 0) throw new TypeError("effectiveSeed: a fixed seed is never advanced");
  const inputs = modeInputs(request);
  if (inputs === null) return null;
  const { variant, part } = image;
  const text = canonicalJson({ ...inputs, advance: advance > 0 ? advance : undefined, variant, part });
  return policy.hashAlgo === "sha256" ? first53Bits(text) : fnv1a32(text);
}

function modeInputs({ policy, sources, drawn }: SeedRequest): Record<string, unknown> | null {
  switch (policy.mode) {
    case "fixed":
      return { baseSeed: policy.baseSeed };
    case "derived":
      return Object.fromEntries(policy.deriveFrom.map((name) => [name, sources[name]]));
    case "random_recorded":
      return drawn === null ? null : { drawn };
  }
}

function first53Bits(text: string): number {
  const hex = digestText(text).slice("sha256:".length);
  return Number(BigInt(`0x${hex.slice(0, 16)}`) >> 11n);
}
