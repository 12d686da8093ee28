import { formatPlace } from "../../core/errors.ts";
import type { Playtest } from "../../core/playtest/run/play-request.ts";
import { pickRun } from "../../core/playtest/script/pick-run.ts";
import { playBy, playScript } from "../playtest/load-policy.ts";
import type { PlannedGolden } from "./plan-goldens.ts";

/**
 * What is wrong with a play whatever its golden says, one sentence each: a golden of a play that failed is no proof that
 * all is well. Empty for a play that went as its suite wants it.
 *
 * Source: core/playtest/golden/SPEC.md GD13.
 */
export function complaintsOf({ cell, loaded }: PlannedGolden, playtest: Playtest): readonly string[] {
  const { policy, povKey, category } = cell;
  const wanted =
    policy.kind === "script" ? playScript(pickRun(loaded.scripts.get(policy.file) ?? [], policy.run)) : playBy(policy.kind);
  if (wanted.isMet(playtest)) return [];
  const name = `\`${povKey}/${category}\``;
  const { mismatches, outcome, why } = playtest;
  if (mismatches.length === 0) return [`${name} comes to no end, \`${outcome}\`: ${why ?? ""}`];
  return mismatches.map(({ place, expected, met }) => {
    return `${name} does not meet its script at ${formatPlace(place)}: expected ${expected}, met ${met}`;
  });
}
