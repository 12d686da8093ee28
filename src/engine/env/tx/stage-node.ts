import { z } from "zod";
import { fetchRepo } from "../../../adapters/git/fetch-repo.ts";
import { findGit } from "../../../adapters/git/find-git.ts";
import { NodeId, type NodeRecord, type StagedNode } from "../../../core/env/truth/node-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import { codeDigestAt } from "../build/code-digest.ts";
import { createTeller } from "../env-teller.ts";
import { waitingOf } from "../hold/hold-env.ts";
import { interruptible } from "../interruptible.ts";
import { nameOfRepo, requireFreeId } from "../node-ids.ts";
import { repoDirOf } from "../build/node-source.ts";
import { openProduction } from "../open-base.ts";
import { needsAtCommit } from "./pack-needs.ts";
import { refusalsOf, refusalText } from "./refusal.ts";
import { findStaged, removeStaged, writeStaged } from "./staged-files.ts";
import { WaitMs } from "../wait-input.ts";
import { type HeldEnv, withEnvLock } from "../hold/with-env-lock.ts";

const Ref = z.string().min(1).max(256).optional().describe("Branch, tag or commit; default: the repository's default branch");

/** What adding or updating a node pack came to. */
export interface StageAnswer {
  /** Null: the pack is at that commit already. */
  readonly staged: StagedNode | null;
  /** What it asks for, e.g. `numpy>=1.26`, sorted. */
  readonly requirements: readonly string[];
  /** Lines that `env tx run` will refuse, with where they stand. */
  readonly refused: readonly string[];
  /** Things worth a look: `install.py`, `prestartup_script.py`. */
  readonly notes: readonly string[];
}

const AddInput = z.strictObject({
  url: z.string().min(1).max(2048).describe("Where its git repository is"),
  id: NodeId.optional().describe("What to call it; default: the repository's name"),
  ref: Ref,
  waitMs: WaitMs,
});

/**
 * Fetches a node pack, and stages the commit that was meant. Production stays as it is.
 *
 * @throws TouchstoneError NODE_EXISTS, INPUT_INVALID, GIT_ADDRESS_REFUSED, GIT_FAILED, GIT_MISSING and what opening the environment
 *         throws; nothing is staged then.
 */
async function addNode(studio: Studio, input: z.output<typeof AddInput>, caller: Caller): Promise<StageAnswer> {
  const id = input.id ?? nameOfRepo(input.url);
  return await withEnvLock(studio, waitingOf(studio, input.waitMs, caller), async (held) => {
    await requireFreeId(held.home, id);
    return await stage({ studio, held, caller }, { id, url: input.url, ref: input.ref ?? null, action: "add", before: null });
  });
}

const UpdateInput = z.strictObject({ id: NodeId, ref: Ref, waitMs: WaitMs });

/**
 * Fetches a node pack again, and stages the commit that was meant now, unless production has that one.
 *
 * @throws TouchstoneError NODE_NOT_FOUND, also for a pack without a repository; GIT_FAILED, GIT_MISSING and what opening the
 *         environment throws; what was staged before stays then.
 */
async function updateNode(studio: Studio, input: z.output<typeof UpdateInput>, caller: Caller): Promise<StageAnswer> {
  return await withEnvLock(studio, waitingOf(studio, input.waitMs, caller), async (held) => {
    const { composition } = await openProduction(held.home);
    const before = composition.nodes.find(({ id }) => id === input.id) ?? null;
    const staged = await findStaged(held.home, input.id);
    const url = before?.url ?? staged?.url;
    if (url === undefined) throw notUpdatable(input.id, before);
    const action = before === null ? "add" : "update";
    return await stage({ studio, held, caller }, { id: input.id, url, ref: input.ref ?? null, action, before });
  });
}

function notUpdatable(id: string, before: NodeRecord | null): TouchstoneError {
  if (before === null) {
    return new TouchstoneError("NODE_NOT_FOUND", `there is no node pack \`${id}\``, {
      hint: "List them with `touchstone env status`",
    });
  }
  return new TouchstoneError("NODE_NOT_FOUND", `the node pack \`${id}\` was adopted without a repository to fetch from`, {
    hint: "Remove it, and add it from its repository; see docs/guides/environment.md#git",
  });
}

interface StageSite {
  readonly studio: Studio;
  readonly held: HeldEnv;
  readonly caller: Caller;
}

interface Wanted extends Pick<StagedNode, "id" | "url" | "ref" | "action"> {
  /** What production has of it. */
  readonly before: NodeRecord | null;
}

async function stage({ studio, held, caller }: StageSite, { before, ...wanted }: Wanted): Promise<StageAnswer> {
  const { home, config } = held;
  const tell = createTeller((step) => caller.onStep?.(step), ["fetching", "reading"]);
  const git = await findGit(studio.machine);
  const repoDir = repoDirOf(home, wanted.id);
  tell("fetching", wanted.id);
  const { git_protocols: protocols } = config.policy;
  const request = { url: wanted.url, repoDir, ref: wanted.ref, protocols, signal: caller.signal };
  const { commit, url } = await interruptible(caller.signal, async () => await fetchRepo(git, request));
  tell("reading", wanted.id);
  const needs = await needsAtCommit(git, { repoDir, commit, allowedUrls: before?.managedDeps ?? [] });
  const answer = {
    requirements: needs.requirements.map(({ text }) => text),
    refused: refusalsOf(wanted.id, needs.refused).map(refusalText),
    notes: needs.notes,
  };
  if (before?.commit === commit && before.enabled) {
    await removeStaged(home, wanted.id);
    return { ...answer, staged: null };
  }
  const treeHash = await codeDigestAt(git, { repoDir, commit });
  const stagedAtMs = studio.nowMs();
  const staged: StagedNode = { format: "touchstone.staged-node/1", ...wanted, url, commit, treeHash, stagedAtMs };
  await writeStaged(home, staged);
  await tellStaged(held, staged);
  return { ...answer, staged };
}

async function tellStaged(held: HeldEnv, { id, action, commit }: StagedNode): Promise<void> {
  const { number, manifest } = await openProduction(held.home);
  const detail = `The node pack ${id} waits to be ${action === "add" ? "added" : "updated"} at ${commit.slice(0, 12)}.`;
  await held.tell({ type: "staged", generation: number, envId: manifest.envId, txid: null, nodeId: id, detail });
}

export const envNodeAddVerb = defineVerb({
  name: "env.node.add",
  summary: "Fetch a node pack and pin its commit, for a transaction to try",
  access: "files",
  input: AddInput,
  run: addNode,
});

export const envNodeUpdateVerb = defineVerb({
  name: "env.node.update",
  summary: "Fetch a newer commit of a node pack, for a transaction to try",
  access: "files",
  input: UpdateInput,
  run: updateNode,
});
