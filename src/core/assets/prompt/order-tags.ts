import { compareCodeUnits } from "../../canonical/order.ts";
import { effectiveTags } from "../plan/effective-tags.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { Profile } from "../records/checkpoint.ts";

/**
 * Puts a spec's tags in the order that counts for its prompt: the spec's own explicit order, else the profile's policy.
 *
 * An explicit order lists tags (`item:weapon`) or whole groups (`item`), of which the tag counts where both stand there;
 * what it does not list follows as given.
 * Source: contracts section 2 (profile, promptPolicy); SPEC.md P31.
 */
export function orderTags(inputs: PlanInputs, profile: Profile): readonly string[] {
  const { tagOrderMode, tagOrder } = inputs.spec.promptPolicy;
  const tags = effectiveTags(inputs);
  if (tagOrderMode === "explicit") return byExplicitOrder(tags, tagOrder);
  switch (profile.tagOrderPolicy) {
    case "asGiven":
      return tags;
    case "alphabetical":
      return tags.toSorted(compareCodeUnits);
    case "explicit":
      return byExplicitOrder(tags, profile.tagOrder);
  }
}

function byExplicitOrder(tags: readonly string[], order: readonly string[]): readonly string[] {
  const rank = (tag: string): number => {
    const exact = order.indexOf(tag);
    const place = exact === -1 ? order.indexOf(tag.slice(0, tag.indexOf(":"))) : exact;
    return place === -1 ? order.length : place;
  };
  return tags.toSorted((a, b) => rank(a) - rank(b));
}
