import type { VersionRow } from "../events/rows.ts";

/**
 * Chooses the version that answers a request for one that exists already.
 *
 * A rejection asks for another version, so no older one stands in for the newest once that was rejected; a version that
 * was sent to regeneration has been superseded.
 *
 * @param versions  All versions of one spec and one match digest, newest first.
 * @returns undefined when a new one must be made.
 * Source: contracts section 5 (`make` with an equal plan); SPEC.md P83.
 */
export function chooseReusableVersion<V extends Pick<VersionRow, "decision" | "route">>(versions: readonly V[]): V | undefined {
  if (versions[0]?.decision === "rejected") return undefined;
  return versions.find(({ decision, route }) => decision !== "rejected" && route !== "auto_regenerate");
}
