import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { judgePromote, type PromoteWishes } from "../../../core/env/tx/judge-promote.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";
import type { MovePlan } from "./move-plan.ts";
import { diffGenerations, frameEffects } from "./plan-move.ts";
import { openGeneration, type Production, type WholeGeneration } from "../production.ts";

interface PromotePlanning {
  readonly tx: Tx;
  readonly production: Extract<Production, { readonly damage: null }>;
  readonly wishes: PromoteWishes;
}

/** What a promote would do, and what stands in its way. Writes nothing. @throws TouchstoneError ENV_DAMAGED */
export async function planPromote(home: EnvHome, { tx, production, wishes }: PromotePlanning): Promise<MovePlan> {
  const { number: from, whole, edits } = production;
  const isComplete = tx.generation !== null && (await readGenerationManifest(home, tx.generation)) !== null;
  const candidate = isComplete ? await openCandidate(home, tx) : null;
  const refusals = judgePromote({ tx, current: from, isComplete, edits }, wishes);
  const { first, last } = await frameEffects(home, { number: tx.generation, edits });
  const diff = candidate === null ? null : diffGenerations(whole, candidate);
  return {
    from,
    to: isComplete ? tx.generation : null,
    packages: diff?.packages ?? null,
    nodes: diff?.nodes ?? { added: [], removed: [], changed: [] },
    effects: [...first, ...effectsOf(tx, from), ...last],
    refusals,
  };
}

/** Null for one that is damaged: it is there, and checking it again names the damage. */
async function openCandidate(home: EnvHome, { generation }: Tx): Promise<WholeGeneration | null> {
  try {
    return generation === null ? null : await openGeneration(home, generation);
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return null;
    throw error;
  }
}

function effectsOf({ nodeId, generation, coreImpact }: Tx, from: number): readonly string[] {
  return [
    `Check generation ${generation} again: files, code of node packs, lock, packages, smoke test`,
    ...(coreImpact.length === 0 ? [] : [`Change what everything rests on: ${coreImpact.map(({ name }) => name).join(", ")}`]),
    `Keep a snapshot of generation ${from}`,
    `Point env/current to generation ${generation}, and run the smoke test through it; where that fails, point back`,
    `Keep a snapshot of generation ${generation}`,
    `Remove the staging of ${nodeId}`,
    "Remove generations and snapshots beyond what env/config.toml keeps",
  ];
}
