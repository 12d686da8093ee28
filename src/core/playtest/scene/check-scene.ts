import { quoteForMessage } from "../../authored/quote.ts";
import type { PlaceOf } from "../../authored/parse-tree.ts";
import type { Problem } from "../../errors.ts";
import { checkExits, checkNodeFields, checkTarget, findTwice, unknownPov } from "./check-node.ts";
import { checkVariables } from "./check-variables.ts";
import { checkWorldlines } from "./check-worldlines.ts";
import { toProblems, type SceneIssue } from "./scene-issue.ts";
import { scopeOf } from "./scene-scope.ts";
import type { Scene } from "./scene.ts";

/**
 * All that keeps a scene of the right shape from being played, in order of place: names that nothing has, values of the wrong
 * type, ids that exist twice, exits that contradict each other, worldlines that do not fit.
 *
 * Codes: INPUT_INVALID, DUPLICATE_ID. Source: SPEC.md SC10-SC36.
 */
export function checkScene(scene: Scene, placeOf: PlaceOf): Problem[] {
  const scope = scopeOf(scene);
  const issues = [
    ...checkTarget(scene.start, ["start"], scope),
    ...(["povs", "endings", "promptPacks"] as const).flatMap((key) => findNamedTwice(scene[key], key)),
    ...(scene.defaultPov === undefined || scope.povs.has(scene.defaultPov)
      ? []
      : [unknownPov(scene.defaultPov, { path: ["defaultPov"], scope })]),
    ...checkVariables(scene),
    ...findTwice(scene.nodes, ["nodes"], "node"),
    ...scene.nodes.flatMap((node, index) => {
      const path = ["nodes", index];
      return [...checkNodeFields(node, path, scope), ...checkExits(node, path)];
    }),
    ...checkWorldlines(scene, scope),
  ];
  return toProblems(issues, placeOf);
}

function findNamedTwice(names: readonly string[], key: string): SceneIssue[] {
  const places = new Map<string, number>();
  return names.flatMap((name, index) => {
    const first = places.get(name);
    if (first === undefined) places.set(name, index);
    if (first === undefined) return [];
    const message = `\`${quoteForMessage(name)}\` stands twice in \`${key}\``;
    return [{ path: [key, index], code: "DUPLICATE_ID" as const, message, first: [key, first], hint: "Remove one of them" }];
  });
}
