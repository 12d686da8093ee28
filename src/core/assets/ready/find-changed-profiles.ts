import { byKey } from "../../canonical/order.ts";
import type { Problem } from "../../errors.ts";
import { profileDocument } from "../plan/inputs.ts";
import type { Profile } from "../records/checkpoint.ts";
import type { Lock } from "./lock.ts";

/**
 * Finds released profiles that are no longer what they were: a profile that a ready spec has frozen is released, and its
 * file may not change under its version. Remarks (`notes`) may, and so may versions that nothing has frozen.
 *
 * @param profiles  Every version of every profile, as the files are now.
 * @returns one problem PROFILE_CHANGED for each such file, by path.
 * Source: contracts section 2 ("a released profile file that changed under its version is an error"); SPEC.md P67.
 */
export function findChangedProfiles(lock: Lock, profiles: readonly Profile[]): readonly Problem[] {
  const changed = profiles.filter((profile) => isChanged(lock, profile));
  return changed
    .map((profile): Problem => {
      const { id, digest } = profileDocument(profile);
      const file = `profiles/${profile.checkpointId}/${id}.yaml`;
      return {
        code: "PROFILE_CHANGED",
        message: `profile \`${id}\` is released, yet its content has changed (now ${digest})`,
        place: { file, line: 1, column: 1 },
        hint: `Restore the file and write the change as version ${profile.version + 1}`,
      };
    })
    .toSorted(byKey((problem) => problem.place?.file ?? ""));
}

/** Profiles of different checkpoints may share a name, so a frozen one counts only when it is of the same checkpoint. */
function isChanged(lock: Lock, profile: Profile): boolean {
  const now = profileDocument(profile);
  const frozen = [...lock.specs.values()].flatMap((spec) =>
    spec.inputs.filter(([kind, id]) => kind === "profile" && id === now.id),
  );
  return frozen.some(([, , digest]) => {
    const document = lock.documents.get(digest) as Partial<Profile> | undefined;
    return digest !== now.digest && document?.checkpointId === profile.checkpointId;
  });
}
