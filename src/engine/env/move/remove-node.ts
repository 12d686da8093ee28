import { z } from "zod";
import { isFolder } from "../../../adapters/files/make-folders.ts";
import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";

import { withoutNode } from "../../../core/env/change/with-node.ts";
import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import { judgeEdits } from "../../../core/env/tx/judge-promote.ts";
import { NodeId } from "../../../core/env/truth/node-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { buildForMove } from "./build-for-move.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { findCode } from "../build/find-code.ts";
import { createTeller } from "../env-teller.ts";
import { type Waiting, waitingOf } from "../hold/hold-env.ts";
import type { MoveDone, MovePlan } from "./move-plan.ts";
import { repoDirOf } from "../build/node-source.ts";
import { type Base, openBase } from "../open-base.ts";
import { frameEffects } from "./plan-move.ts";
import { lookAtProduction, type Production } from "../production.ts";
import { findStaged, removeStaged } from "../tx/staged-files.ts";
import { planSnapshots, switchGeneration } from "./switch-generation.ts";
import { throwRefusals } from "./throw-refusals.ts";
import { WaitMs } from "../wait-input.ts";
import { type HeldEnv, withEnvLock } from "../hold/with-env-lock.ts";

const RemoveInput = z.strictObject({
  id: NodeId,
  purgeCode: z.boolean().default(false).describe("Also remove the fetched repository"),
  discardEdits: z.boolean().default(false).describe("Leave edits of node packs behind, in the generation that is left"),
  dryRun: z.boolean().default(false).describe("Only say what would be done"),
  waitMs: WaitMs,
});
type RemoveInput = z.output<typeof RemoveInput>;

/** `plan` and `done` are null where the pack is not in production, so that nothing of it changes; `done` also after a dry run. */
export interface RemoveAnswer {
  readonly id: string;
  readonly plan: MovePlan | null;
  readonly done: MoveDone | null;
  /** Whether its staging was dropped, or would be. */
  readonly unstaged: boolean;
  /** Whether its repository was removed, or would be. */
  readonly purged: boolean;
}

/**
 * Removes a node pack with its packages, and with the overrides and builds that it alone owns: a generation without it is built
 * from production, tested, and pointed to. Code of the pack stays in the generations that are left, for going back.
 *
 * @throws TouchstoneError NODE_NOT_FOUND, NODE_EDITED, RESOLUTION_CONFLICT, UV_FAILED, SMOKE_FAILED, ENV_DAMAGED, INTERRUPTED,
 *         and as `withEnvLock`.
 */
async function removeNode(studio: Studio, input: RemoveInput, caller: Caller): Promise<RemoveAnswer> {
  const home = envHomeOf(studio.projectDir);
  if (input.dryRun) return answerOf(input, await planRemoval(home, input), null);
  const waiting = waitingOf(studio, input.waitMs, caller);
  return await withEnvLock(studio, waiting, async (held) => {
    const removal = await planRemoval(home, input);
    throwRefusals(removal.plan?.refusals ?? []);
    const done = removal.base === null ? null : await build(studio, held, { id: input.id, base: removal.base, waiting });
    // Both may be done again, and neither is what production is: a kill in between leaves them to the next call.
    if (removal.unstaged) await removeStaged(home, input.id);
    if (removal.purged) await removeFolder(repoDirOf(home, input.id));
    return answerOf(input, await withPackages(home, removal, done), done);
  });
}

function answerOf({ id }: RemoveInput, { plan, unstaged, purged }: Removal, done: MoveDone | null): RemoveAnswer {
  return { id, plan, done, unstaged, purged };
}

/** What a removal changes of the packages is known when the generation is built, and said then: core may move back with a pin. */
async function withPackages(home: EnvHome, removal: Removal, done: MoveDone | null): Promise<Removal> {
  const { plan, base } = removal;
  if (plan === null || base === null || done === null) return removal;
  const after = await readGenerationManifest(home, done.generation);
  return after === null ? removal : { ...removal, plan: { ...plan, packages: diffPackages(base.manifest, after) } };
}

interface Removal {
  readonly plan: MovePlan | null;
  /** Production, where the pack is in it. */
  readonly base: Base | null;
  readonly unstaged: boolean;
  readonly purged: boolean;
}

/** Writes nothing. */
async function planRemoval(home: EnvHome, { id, purgeCode, discardEdits }: RemoveInput): Promise<Removal> {
  const production = await lookAtProduction(home);
  if (production.whole === null) throw production.damage;
  const [staged, hasRepo] = await Promise.all([findStaged(home, id), isFolder(repoDirOf(home, id))]);
  const isIn = production.whole.nodes.some((node) => node.id === id);
  const removal = { unstaged: staged !== null, purged: purgeCode && hasRepo };
  if (!isIn && !removal.unstaged && !removal.purged) throw noSuchNode(id);
  if (!isIn) return { ...removal, plan: null, base: null };
  const refusals = [judgeEdits(production.edits, { discardEdits })].filter((problem) => problem !== null);
  const plan = { ...(await planMove(home, id, production)), refusals };
  return { ...removal, plan, base: await openBase(home, production.number) };
}

async function planMove(
  home: EnvHome,
  id: string,
  { number: from, whole, edits }: Production,
): Promise<Omit<MovePlan, "refusals">> {
  const record = whole?.nodes.find((node) => node.id === id);
  const { first, last } = await frameEffects(home, { number: null, edits });
  const pins = record?.pinsOwned ?? [];
  const count = record?.managedDeps.length ?? 0;
  const needs = count === 1 ? "requirement" : `${count} requirements`;
  return {
    from,
    to: null,
    packages: null,
    nodes: { added: [], removed: [id], changed: [] },
    effects: [
      ...first,
      `Build a generation without ${id} and its ${needs}, keeping versions where they fit`,
      ...(pins.length === 0 ? [] : [`Drop its overrides where no other pack owns them: ${pins.join(", ")}`]),
      `Keep a snapshot of generation ${from}`,
      "Point env/current to it, and run the smoke test through it; where that fails, point back",
      "Keep a snapshot of it, and remove generations and snapshots beyond what env/config.toml keeps",
      ...last,
    ],
  };
}

interface BuildingWithout {
  readonly id: string;
  readonly base: Base;
  readonly waiting: Waiting;
}

async function build(
  studio: Studio,
  held: HeldEnv,
  { id, base, waiting: { onStep, signal } }: BuildingWithout,
): Promise<MoveDone> {
  const { home } = held;
  const { truth, nodes } = withoutNode(base.composition, id);
  const facts = {
    kind: "remove",
    from: base.number,
    nodeId: id,
    snapshots: await planSnapshots(studio, home, "remove"),
  } as const;
  const request = {
    base: base.number,
    nodeId: id,
    reason: `remove ${id}`,
    mode: { kind: "lock", preferLock: base.lockText },
    truth,
    nodes: await Promise.all(nodes.map(async (record) => ({ record, source: await findCode(home, record) }))),
  } as const;
  const intent = await buildForMove(studio, held, { facts, request, onStep, signal });
  const tell = createTeller(onStep, ["switching", "pruning"]);
  return await switchGeneration(studio, held, { intent, tx: null, isTested: true, tell, signal });
}

function noSuchNode(id: string): TouchstoneError {
  return new TouchstoneError("NODE_NOT_FOUND", `there is no node pack \`${id}\`, in production or staged`, {
    hint: "List them with `touchstone env status`",
  });
}

export const envNodeRemoveVerb = defineVerb({
  name: "env.node.remove",
  summary: "Remove a node pack with its packages and overrides: build a generation without it, and point there",
  access: "files",
  input: RemoveInput,
  run: removeNode,
});
