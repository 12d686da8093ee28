import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import { checkActions, checkAssets } from "./check-actions.ts";
import { checkCondition } from "./check-condition.ts";
import type { Condition } from "./condition.ts";
import { unknownName, type SceneIssue } from "./scene-issue.ts";
import type { SceneScope } from "./scene-scope.ts";
import type { SceneAction, SceneNode } from "./scene.ts";

/** The fields of a node or of a patch of one that name or compute something. */
interface NodeFields {
  readonly do?: readonly SceneAction[] | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly choices?: readonly ChoiceFields[] | undefined;
  readonly goto?: string | null | undefined;
  readonly end?: string | null | undefined;
  readonly narratorRules?: SceneNode["narratorRules"] | undefined;
}

interface ChoiceFields {
  readonly id: string;
  readonly to?: string | undefined;
  readonly when?: Condition | null | undefined;
  readonly do?: readonly SceneAction[] | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly visibleTo?: readonly string[] | undefined;
  readonly weight?: number | undefined;
}

/** What is wrong with the single fields of a node, or of a patch of one. */
export function checkNodeFields(fields: NodeFields, path: Path, scope: SceneScope): SceneIssue[] {
  const choices = fields.choices ?? [];
  return [
    ...checkActions(fields.do ?? [], [...path, "do"], scope),
    ...checkAssets(fields.assets ?? [], [...path, "assets"], scope),
    ...findTwice(choices, [...path, "choices"], "choice"),
    ...choices.flatMap((choice, index) => checkChoice(choice, [...path, "choices", index], scope)),
    ...checkTarget(fields.goto, [...path, "goto"], scope),
    ...checkEnding(fields.end, [...path, "end"], scope),
    ...Object.keys(fields.narratorRules ?? {}).flatMap((pov) =>
      scope.povs.has(pov) ? [] : [unknownPov(pov, { path: [...path, "narratorRules", pov], isKey: true, scope })],
    ),
  ];
}

/** What is wrong with how a node goes on: it offers choices, goes on by itself, ends, or stops. */
export function checkExits(node: SceneNode, path: Path): SceneIssue[] {
  const refuse = (key: "goto" | "end", beside: string): SceneIssue => ({
    path: [...path, key],
    isKey: true,
    message: `node \`${node.id}\` has \`${key}\` beside ${beside}`,
    hint: "Keep one of them; a worldline's patch takes one away with `null`",
  });
  const hasChoices = node.choices.length > 0;
  const issues: SceneIssue[] = [];
  if (hasChoices && node.goto !== undefined) issues.push(refuse("goto", "choices"));
  if (hasChoices && node.end !== undefined) issues.push(refuse("end", "choices"));
  if (node.goto !== undefined && node.end !== undefined) issues.push(refuse("end", "`goto`"));
  return issues;
}

/** Parts of a list that carry an id which another one carries before them. */
export function findTwice(parts: readonly { readonly id: string }[], path: Path, what: string): SceneIssue[] {
  const seen = new Map<string, Path>();
  return parts.flatMap(({ id }, index) => {
    const at = [...path, index, "id"];
    const first = seen.get(id);
    if (first === undefined) seen.set(id, at);
    if (first === undefined) return [];
    const message = `${what} \`${quoteForMessage(id)}\` exists twice`;
    return [{ path: at, code: "DUPLICATE_ID" as const, message, first, hint: "Rename or remove one of them" }];
  });
}

/** The issue of naming a pov that the scene does not list. */
export function unknownPov(
  name: string,
  at: { readonly path: Path; readonly isKey?: true; readonly scope: SceneScope },
): SceneIssue {
  const { scope, ...rest } = at;
  return unknownName("pov", name, { ...rest, known: scope.povs, hint: "Declare it under `povs`" });
}

/** The issue of leading to a node that does not exist; none where nothing is said. */
export function checkTarget(target: string | null | undefined, path: Path, { nodes }: SceneScope): SceneIssue[] {
  if (target === null || target === undefined || nodes.has(target)) return [];
  return [unknownName("node", target, { path, known: nodes, hint: "Name a node of `nodes`, or add it there" })];
}

function checkEnding(ending: string | null | undefined, path: Path, { endings }: SceneScope): SceneIssue[] {
  if (ending === null || ending === undefined || endings === null || endings.has(ending)) return [];
  return [unknownName("ending", ending, { path, known: endings, hint: "Declare it under `endings`" })];
}

function checkChoice(choice: ChoiceFields, path: Path, scope: SceneScope): SceneIssue[] {
  const { when } = choice;
  return [
    ...checkTarget(choice.to, [...path, "to"], scope),
    ...(when === undefined || when === null ? [] : checkCondition(when, [...path, "when"], scope)),
    ...checkActions(choice.do ?? [], [...path, "do"], scope),
    ...checkAssets(choice.assets ?? [], [...path, "assets"], scope),
    ...(choice.visibleTo ?? []).flatMap((pov, index) =>
      scope.povs.has(pov) ? [] : [unknownPov(pov, { path: [...path, "visibleTo", index], scope })],
    ),
  ];
}
