import { findClosed } from "./findings/find-closed.ts";
import { findDeadEnds, findUnreachable } from "./findings/find-stranded.ts";
import { findUnused } from "./findings/find-unused.ts";
import type { SceneFinding } from "./findings/finding.ts";
import { Origins } from "./findings/origin.ts";
import { listVariants, type Variant } from "./findings/variants.ts";
import type { Scene } from "./scene.ts";

/**
 * What is probably not meant in a scene that `readScene` accepted, without playing it: nodes that no play enters, conditions that
 * never hold, choices that are never offered, dead ends, names that nothing uses. All worldlines and povs are looked at.
 *
 * `unreachable_node`, `impossible_condition` and `dead_choice` are certain for plays that start with the scene's and its
 * worldlines' values; where other start values could change that, the sentence says so. What is not named may still be
 * unreachable: exploration tells. Pure; the findings are in the order of kinds above, then of the scene. Source: SPEC.md SC50-SC58.
 */
export function findSceneFindings(scene: Scene): SceneFinding[] {
  const origins = new Origins(scene);
  const variants = listVariants(scene, "scene");
  const found = findFlow(variants, origins);
  const settled = found.length === 0 ? [] : settle(found, findFlow(listVariants(scene, "any"), origins));
  return [...settled, ...findUnused(scene, variants)];
}

/**
 * Says which findings other start values could change. A choice that is dead whatever a run starts with is explained by what
 * holds then.
 *
 * @param found   What holds for the scene's own start values.
 * @param always  What holds for any.
 */
function settle(found: readonly SceneFinding[], always: readonly SceneFinding[]): SceneFinding[] {
  const certain = new Map(always.map((finding) => [keyOf(finding), finding]));
  const dead = deadChoices(found);
  const deadAlways = new Set([...deadChoices(always)].filter((where) => dead.has(where)));
  const isSettled = ({ kind, where }: SceneFinding): boolean =>
    kind === "impossible_condition" && deadAlways.has(choiceOf(where));
  const worded = found
    .filter((finding) => !isSettled(finding))
    .map((finding) => certain.get(keyOf(finding)) ?? { ...finding, why: `${finding.why}${UNLESS}` });
  const explained = [...worded, ...always.filter(isSettled)];
  return KINDS.flatMap((kind) => explained.filter((finding) => finding.kind === kind));
}

const KINDS = ["unreachable_node", "dead_choice", "impossible_condition", "dead_end"] as const;

function deadChoices(findings: readonly SceneFinding[]): ReadonlySet<string> {
  return new Set(findings.filter(({ kind }) => kind === "dead_choice").map(({ where }) => where));
}

/** `NODE/CHOICE` of `NODE/CHOICE/PLACE`. */
function choiceOf(where: string): string {
  return where.split("/").slice(0, 2).join("/");
}

const UNLESS = ", unless a run starts with other values than the scene's";

function findFlow(variants: readonly Variant[], origins: Origins): SceneFinding[] {
  return [...findUnreachable(variants, origins), ...findClosed(variants, origins), ...findDeadEnds(variants, origins)];
}

function keyOf({ kind, where, path }: SceneFinding): string {
  return JSON.stringify([kind, where, path]);
}
