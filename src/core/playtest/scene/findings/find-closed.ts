import { leavesOf, readCondition, wordLeaf, type ConditionTree, type TreeLeaf } from "../../native/condition-tree.ts";
import type { SceneChoice, SceneNode } from "../scene.ts";
import type { SceneFinding } from "./finding.ts";
import { mayHold } from "./may-hold.ts";
import type { Origins } from "./origin.ts";
import type { Variant } from "./variants.ts";

/**
 * Choices that no play is ever offered, and parts of conditions that never hold. What one variant makes possible is none.
 * Only where plays come at all: what stands elsewhere is unreachable, which says enough.
 */
export function findClosed(variants: readonly Variant[], origins: Origins): SceneFinding[] {
  const suspects = new Suspects();
  for (const variant of variants) {
    for (const node of variant.scene.nodes) {
      if (!variant.reach.nodes.has(node.id)) continue;
      for (const choice of node.choices) lookAt({ variant, node, choice, origins }, suspects);
    }
  }
  return suspects.left();
}

/** Findings by kind and place, but for those that some variant clears. */
class Suspects {
  readonly #found = new Map<string, SceneFinding>();
  readonly #cleared = new Set<string>();

  /** Notes what is found in a variant: undefined where that variant clears the place. */
  note(place: Pick<SceneFinding, "kind" | "where" | "path">, why: (() => string) | undefined): void {
    const key = JSON.stringify([place.kind, place.where, place.path]);
    if (why === undefined) this.#cleared.add(key);
    else if (!this.#found.has(key)) this.#found.set(key, { ...place, why: why() });
  }

  left(): SceneFinding[] {
    return [...this.#found].filter(([key]) => !this.#cleared.has(key)).map(([, finding]) => finding);
  }
}

interface Place {
  readonly variant: Variant;
  readonly node: SceneNode;
  readonly choice: SceneChoice;
  readonly origins: Origins;
}

function lookAt({ variant, node, choice, origins }: Place, suspects: Suspects): void {
  const { worldline, reach } = variant;
  const where = `${node.id}/${choice.id}`;
  const condition = choice.when === undefined ? null : readCondition(choice.when);
  const isClosed = reach.closed.has(where);
  const why = (): string => `no play is ever offered it: ${whyClosed(condition, variant)}`;
  const path = origins.choice(node.id, choice.id, worldline);
  suspects.note({ kind: "dead_choice", where, path }, isClosed ? why : undefined);
  if (condition === null || isHiddenFrom(choice, variant.pov)) return;

  const at = origins.condition(node.id, choice.id, worldline);
  const never = new Set(leavesOf(condition).filter((leaf) => !mayHold(leaf, reach.domains)));
  const isContradiction = isClosed && never.size === 0;
  const whyWhole = isContradiction ? (): string => whyClosed(condition, variant) : undefined;
  suspects.note({ kind: "impossible_condition", where, path: at }, whyWhole);
  for (const leaf of leavesOf(condition)) {
    const part = { kind: "impossible_condition", where: `${where}/${leaf.place}`, path: [...at, ...leaf.path] } as const;
    suspects.note(part, never.has(leaf) ? () => whyNever(leaf, variant) : undefined);
  }
}

export function isHiddenFrom({ visibleTo }: SceneChoice, pov: string | null): boolean {
  return pov !== null && visibleTo.length > 0 && !visibleTo.includes(pov);
}

function whyClosed(condition: ConditionTree | null, variant: Variant): string {
  if (condition === null || mayHold(condition, variant.reach.domains)) return "nobody who comes here sees it";
  const leaves = leavesOf(condition);
  if (leaves.length === 0) return "an empty `any` never holds";
  const never = leaves.find((leaf) => !mayHold(leaf, variant.reach.domains));
  return never === undefined ? "its parts can each hold, but never at the same time" : whyNever(never, variant);
}

function whyNever(leaf: TreeLeaf, { reach }: Variant): string {
  const held = reach.domains.get(leaf.key)?.describe() ?? "nothing";
  const words = leaf.isNegated ? `\`${wordLeaf(leaf)}\` always holds here, and must not` : `\`${wordLeaf(leaf)}\` never holds`;
  return `${words}: \`${leaf.key}\` only ever holds ${held}`;
}
