import { canonicalJson } from "../../canonical/canonical-json.ts";
import { digestText } from "../../canonical/digest.ts";
import { fnv1a32 } from "../../canonical/fnv.ts";
import type { SeedPolicy } from "../records/spec.ts";

/** Largest seed: 2^53-1 for `sha256`, 2^32-1 for `fnv1a32`. Both fit a JSON number exactly. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;

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
  /** Regenerations so far; 0 for the spec's own plan. */
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
  const inputs = modeInputs(request);
  if (inputs === null) return null;
  const advance = request.advance > 0 ? { advance: request.advance } : {};
  const text = canonicalJson({ ...inputs, ...advance, variant: image.variant, part: image.part });
  return request.policy.hashAlgo === "sha256" ? first53Bits(text) : fnv1a32(text);
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
