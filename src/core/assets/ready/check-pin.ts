import { TouchstoneError } from "../../errors.ts";
import type { Spec } from "../records/spec.ts";
import type { LockedSpec } from "./lock.ts";

/**
 * Checks that a ready spec's pin names the profile that the lock has frozen for it. A spec without a pin has nothing to
 * disagree with.
 *
 * @throws TouchstoneError LOCK_DAMAGED naming both: one of the two files was edited or merged without the other.
 * Source: contracts section 2 (`pin`: "disagreeing with the lock is an error"); seed plan section 4.8; SPEC.md P66.
 */
export function checkPin({ id, pin }: Spec, locked: LockedSpec): void {
  if (pin === undefined) return;
  const pinned = `${pin.profile}.v${pin.profileVersion}`;
  const frozen = locked.inputs.find(([kind]) => kind === "profile")?.[1] ?? "none";
  if (pinned === frozen) return;
  const message = `spec \`${id}\` is pinned to profile \`${pinned}\`, but touchstone.lock has frozen \`${frozen}\``;
  throw new TouchstoneError("LOCK_DAMAGED", message, {
    hint: `Restore the one that is wrong from version control, or set \`status: draft\` and run \`touchstone spec ready ${id}\``,
  });
}
