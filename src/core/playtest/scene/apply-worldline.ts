import { findOwn } from "../../assets/records/find-own.ts";
import { assert } from "../../assert.ts";
import type { NodePatch, Scene, SceneChoice, SceneNode } from "./scene.ts";

/**
 * The scene as it stands in a worldline: the oldest parent's changes first, its own last; null is the scene itself.
 * Start values replace, fields of a patched node replace, choices are merged by id and narrator rules by pov, `remove: true` takes a choice out, and
 * a choice that the node does not have is added behind the others.
 *
 * The scene is one that `readScene` accepted; an unknown worldline is a bug of the caller (assertion error).
 * Pure; parts that no patch touches are the scene's own objects. Source: SPEC.md SC40-SC44.
 */
export function applyWorldline(scene: Scene, worldline: string | null): Scene {
  if (worldline === null) return scene;
  const chain = chainOf(scene, worldline).map((id) => {
    const found = findOwn(scene.worldlines, id);
    assert(found !== undefined, `worldline \`${id}\` exists`);
    return found;
  });
  const starts = Object.assign({}, ...chain.map(({ variables }) => variables)) as Scene["worldlines"][string]["variables"];
  const variables = Object.entries(scene.variables).map(
    ([name, variable]) =>
      [name, Object.hasOwn(starts, name) ? { ...variable, default: starts[name] ?? null } : variable] as const,
  );
  const nodes = scene.nodes.map((node) =>
    chain.reduce((before, { patches }) => patchNode(before, findOwn(patches, node.id)), node),
  );
  return { ...scene, variables: Object.fromEntries(variables), nodes };
}

/** A worldline with all that it stands over, the oldest first. A worldline that stands over itself is listed once. */
export function chainOf(scene: Scene, worldline: string): string[] {
  const chain = new Set<string>();
  for (let id: string | undefined = worldline; id !== undefined && !chain.has(id); id = findOwn(scene.worldlines, id)?.parent)
    chain.add(id);
  return [...chain].toReversed();
}

/** A node as it stands with a patch. */
export function patchNode(node: SceneNode, patch: NodePatch | undefined): SceneNode {
  if (patch === undefined) return node;
  const { choices = [], narratorRules = {}, speaker, goto: next, end, ...rest } = patch;
  const optional = { speaker, goto: next, end };
  return {
    ...replaceOptional(replace(node, rest), optional),
    narratorRules: { ...node.narratorRules, ...narratorRules },
    choices: choices.reduce<readonly SceneChoice[]>(patchChoices, node.choices) as SceneChoice[],
  };
}

type ChoicePatch = NonNullable<NodePatch["choices"]>[number];

function patchChoices(choices: readonly SceneChoice[], { remove, when, ...patch }: ChoicePatch): readonly SceneChoice[] {
  if (remove) return choices.filter(({ id }) => id !== patch.id);
  const changed = (choice: SceneChoice): SceneChoice => replaceOptional(replace(choice, patch), { when });
  if (choices.some(({ id }) => id === patch.id))
    return choices.map((choice) => (choice.id === patch.id ? changed(choice) : choice));
  return [...choices, changed({ ...EMPTY_CHOICE, id: patch.id, to: "" })];
}

/** What a choice is that says no more than where it leads. */
const EMPTY_CHOICE = {
  text: "",
  do: [],
  assets: [],
  weight: 1,
  once: false,
  visibleTo: [],
  metadata: {},
} satisfies Partial<SceneChoice>;

/** Fields that the patch gives replace those of the part. */
function replace<T extends object>(part: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...part, ...Object.fromEntries(given) };
}

/** Fields that a part can do without: null takes them out. */
function replaceOptional<T extends object>(part: T, fields: { readonly [K in keyof T]?: T[K] | null | undefined }): T {
  const kept = Object.entries(part).filter(([key]) => Reflect.get(fields, key) !== null);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(given) } as T;
}
