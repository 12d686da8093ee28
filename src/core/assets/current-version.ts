import type { VersionRow } from "../events/rows.ts";

/**
 * Finds, of each spec, the version that stands for it: its newest approved one, else its newest.
 *
 * @param versions  Newest first, of any number of specs.
 * @returns the ids of those versions.
 * Source: contracts section 5 (asset); SPEC.md P80.
 */
export function findCurrentVersions(
  versions: readonly Pick<VersionRow, "id" | "specId" | "decision">[],
): ReadonlySet<VersionRow["id"]> {
  const bySpec = Map.groupBy(versions, (version) => version.specId);
  const chosen = [...bySpec.values()].map((own) => own.find((version) => version.decision === "approved") ?? own[0]);
  return new Set(chosen.flatMap((version) => (version === undefined ? [] : [version.id])));
}
