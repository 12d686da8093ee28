import type { VersionRow } from "../events/rows.ts";

/**
 * Finds the version that took another one's place: the next one of its chain, if it was sent to regeneration.
 *
 * @param versions  All versions of the chain, in any order; those of other chains are looked over.
 * @returns undefined for a version that was sent elsewhere, or whose regeneration made nothing so far.
 * Source: SPEC.md P82.
 */
export function findSuccessor<V extends Pick<VersionRow, "id" | "seq" | "chainId" | "route">>(
  version: V,
  versions: readonly V[],
): V | undefined {
  if (version.route !== "auto_regenerate") return undefined;
  const later = versions.filter(({ chainId, seq }) => chainId === version.chainId && seq > version.seq);
  return later.toSorted((a, b) => a.seq - b.seq)[0];
}
