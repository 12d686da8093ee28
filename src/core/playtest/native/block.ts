import type { SceneAction } from "../scene/scene.ts";
import type { Emit, StepEffects } from "../story/moment.ts";
import type { Act } from "./act.ts";
import { compileAction, emitOf } from "./actions.ts";
import type { Machine } from "./machine.ts";
import type { Variable } from "./variable.ts";

/** What entering a node or taking a choice does, ready to be done. */
export interface Block {
  readonly acts: readonly Act[];
  readonly source: BlockSource;
  /** Some action draws. */
  readonly isRandom: boolean;
  /** What it tells when no variable changes and nothing is drawn: assets and emits never depend on the state. */
  readonly still: StepEffects;
}

/** A node or a choice, as far as a block goes. */
export interface BlockSource {
  readonly assets: readonly string[];
  readonly do: readonly SceneAction[];
}

const NONE: readonly never[] = Object.freeze([]);

/** Effects of nothing, and of all where nobody asks. */
export const NO_EFFECTS: StepEffects = Object.freeze({ draws: NONE, sets: NONE, assets: NONE, emits: NONE });

const DRAWING: ReadonlySet<SceneAction["type"]> = new Set(["roll", "loot", "battle"] as const);

/** @param scope.prefix  What stands before `do.0` in the names of the actions: nothing, or `CHOICE/`. */
export function compileBlock(
  source: BlockSource,
  scope: { readonly prefix: string; readonly variableOf: (name: string) => Variable },
): Block {
  return {
    acts: source.do.map((action, index) =>
      compileAction(action, { variableOf: scope.variableOf, by: `${scope.prefix}do.${index}` }),
    ),
    source,
    isRandom: source.do.some(({ type }) => DRAWING.has(type)),
    still: tellStill(source, source.do.length),
  };
}

/** What the first `count` actions tell besides changes and draws; assets each once, in order. */
function tellStill({ assets, do: actions }: BlockSource, count: number): StepEffects {
  const done = actions.slice(0, count);
  const met = new Set([...assets, ...done.flatMap((action) => action.assets)]);
  const emits = done.map(emitOf).filter((emit): emit is Emit => emit !== null);
  if (met.size === 0 && emits.length === 0) return NO_EFFECTS;
  return Object.freeze({ ...NO_EFFECTS, assets: Object.freeze([...met]), emits: Object.freeze(emits) });
}

/** Does the actions in order, up to the first that cannot be done: then `machine.why` says why. */
export function doBlock(machine: Machine, block: Block): void {
  for (const act of block.acts) {
    act(machine);
    if (machine.why !== null) return;
  }
}

/** `doBlock`, telling what it did. */
export function tellBlock(machine: Machine, block: Block): StepEffects {
  if (block.acts.length === 0) return block.still;
  machine.sets = [];
  machine.draws = block.isRandom ? [] : null;
  let count = 0;
  while (count < block.acts.length && machine.why === null) block.acts[count++]?.(machine);
  const { assets, emits } = machine.why === null ? block.still : tellStill(block.source, count);
  const { sets, draws } = machine;
  machine.sets = null;
  machine.draws = null;
  if (sets.length === 0 && draws === null) return machine.why === null ? block.still : { ...NO_EFFECTS, assets, emits };
  return { draws: draws ?? NONE, sets, assets, emits };
}
