import { readdir } from "node:fs/promises";
import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { readPyvenv } from "../../../adapters/uv/read-pyvenv.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { chooseTarget, type RollbackTarget } from "../../../core/env/tx/choose-target.ts";
import { diffNodes } from "../../../core/env/tx/diff-nodes.ts";
import { judgeEdits } from "../../../core/env/tx/judge-promote.ts";
import { type Problem, TouchstoneError } from "../../../core/errors.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { findManifest } from "../find-manifest.ts";
import type { MovePlan } from "./move-plan.ts";
import { diffGenerations, frameEffects } from "./plan-move.ts";
import { listEditsOf, lookAtProduction, openGeneration, type Production } from "../production.ts";
import { listSnapshots, readSnapshot } from "./snapshots.ts";
import { findTx } from "../tx/tx-files.ts";

/** Where a rollback goes, and what it does. */
export interface RollbackPlan {
  readonly plan: MovePlan;
  readonly target: RollbackTarget;
  /** Whether what is left can be read: otherwise no snapshot of it is taken. */
  readonly isLeftWhole: boolean;
}

interface Wishes {
  readonly target?: string | undefined;
  readonly discardEdits: boolean;
}

/**
 * Writes nothing.
 *
 * @throws TouchstoneError SNAPSHOT_NOT_FOUND, STATE_CONFLICT; ENV_DAMAGED where what is gone to is.
 */
export async function planRollback(home: EnvHome, wishes: Wishes): Promise<RollbackPlan> {
  const production = await lookAtProduction(home);
  const [snapshots, kept] = await Promise.all([listSnapshots(home), listKept(home)]);
  const { number: current, whole, edits } = production;
  // What a damaged generation came from it may not say any more: then the newest snapshot of another one is what was before.
  const base =
    whole === null ? (snapshots.find(({ generation }) => generation !== current)?.generation ?? null) : whole.manifest.base;
  const target = chooseTarget({ target: wishes.target, current, base, kept, snapshots });
  const refusals = [judgeEdits(edits, wishes), ...(target.kind === "kept" ? [await judgeCandidate(home, target.number)] : [])];
  const plan =
    target.kind === "kept" ? await planKept(home, production, target.number) : await planRebuild(home, production, target);
  const { first, last } = await frameEffects(home, { number: plan.to, edits });
  return {
    target,
    isLeftWhole: whole !== null,
    plan: { ...plan, effects: [...first, ...plan.effects, ...last], refusals: refusals.filter((problem) => problem !== null) },
  };
}

/** Generations whose folders are there and complete, with their identity. What cannot be read cannot be gone to. */
async function listKept(home: EnvHome): Promise<ReadonlyMap<number, string>> {
  const numbers = (await readdir(home.generations)).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  const found = await Promise.all(
    numbers.map(async (number) => [number, (await findManifest(home, number))?.envId ?? null] as const),
  );
  return new Map(found.flatMap(([number, envId]) => (envId === null ? [] : [[number, envId] as const])));
}

/** A candidate never was production, and going there would pass by the gates of promote. */
async function judgeCandidate(home: EnvHome, number: number): Promise<Problem | null> {
  const txid = (await readGenerationManifest(home, number))?.txid ?? null;
  const tx = txid === null ? null : await findTx(home, txid);
  if (tx === null || (tx.status === "promoted" && tx.generation === number)) return null;
  return {
    code: "STATE_CONFLICT",
    message: `generation \`${number}\` is the candidate of transaction \`${tx.txid}\`, and never was production`,
    hint: `Promote it with \`touchstone env tx promote ${tx.txid}\`; see docs/guides/environment.md#rollback`,
  };
}

type BarePlan = Omit<MovePlan, "refusals">;

async function planKept(home: EnvHome, { number: from, whole }: Production, to: number): Promise<BarePlan> {
  const target = await openGeneration(home, to);
  if ((await readPyvenv(generationDir(home, to))) === null) {
    throw new TouchstoneError("ENV_DAMAGED", `\`env/generations/${to}/.venv\` is gone, or its Python is`, {
      hint: "Delete that generation's folder: then going back there builds it anew; see docs/guides/environment.md#damaged",
    });
  }
  const edits = await listEditsOf(home, target);
  const diff = whole === null ? null : diffGenerations(whole, target);
  return {
    from,
    to,
    packages: diff?.packages ?? null,
    nodes: diff?.nodes ?? { added: [], removed: [], changed: [] },
    effects: [
      ...keepSnapshot(from, whole !== null),
      `Point env/current to generation ${to}, which is kept`,
      ...(edits.length === 0 ? [] : [`Go back to files that were edited there: ${edits.join(", ")}`]),
    ],
  };
}

async function planRebuild(
  home: EnvHome,
  { number: from, whole }: Production,
  target: RollbackTarget & { kind: "rebuild" },
): Promise<BarePlan> {
  const { meta, nodes } = await readSnapshot(home, target.snapshot.id);
  const after = readNodesFile({ file: `env/snapshots/${meta.id}/nodes.json`, text: nodes });
  return {
    from,
    to: null,
    packages: null,
    nodes: whole === null ? { added: [], removed: [], changed: [] } : diffNodes(whole.nodes, after),
    effects: [
      `Build a generation from snapshot ${meta.id}, of what was generation ${meta.generation}: exactly its lock and its commits`,
      ...keepSnapshot(from, whole !== null),
      "Point env/current to it, and run the smoke test through it; where that fails, point back",
    ],
  };
}

function keepSnapshot(from: number, isWhole: boolean): readonly string[] {
  return [isWhole ? `Keep a snapshot of generation ${from}` : `Keep no snapshot of generation ${from}: it is damaged`];
}
