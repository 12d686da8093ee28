import type { VersionRow } from "../events/rows.ts";

/**
 * Chooses the version that answers a request for one that exists already.
 *
 * A version that was sent to regeneration has been superseded and never answers, unless a person approved it all the same.
 *
 * @param versions  All versions of one spec and one match digest, newest first.
 * @returns undefined when a new one must be made.
 * Source: contracts section 5 (`make` with an equal plan); SPEC.md P83.
 */
export function chooseReusableVersion<V extends Pick<VersionRow, "decision" | "route">>(versions: readonly V[]): V | undefined {
  return versions.find(
    ({ decision, route }) => decision === "approved" || (decision === "pending" && route !== "auto_regenerate"),
  );
}
