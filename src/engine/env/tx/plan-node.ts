import { withNode } from "../../../core/env/change/with-node.ts";
import type { EnvConfig } from "../../../core/env/config.ts";
import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import { coreImpactOf } from "../../../core/env/generation/core-impact.ts";
import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import type { PackageDiff } from "../../../core/env/generation/package-set.ts";
import type { StaticNeeds } from "../../../core/env/requirement/requirement.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import type { LockFacts } from "../../../core/env/truth/truth.ts";
import type { Studio } from "../../studio.ts";
import type { EnvTools } from "../build/env-tools.ts";
import { needsOfStaged, recordOfStaged, type StagedFacts } from "./record-of-staged.ts";
import { refusalsOf, refusalText } from "./refusal.ts";
import { lockInScratch } from "../build/scratch-lock.ts";

/** What `env tx run` of one staged node pack would do. */
export interface NodePlan {
  readonly nodeId: string;
  readonly action: "add" | "update";
  readonly commit: string;
  readonly outcome: "resolves" | "conflict" | "refused" | "failed";
  /** Changes of its group, sorted. */
  readonly requirements: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Lines that are refused, with where they stand. */
  readonly refused: readonly string[];
  readonly notes: readonly string[];
  /** Changes of the lock; null where it does not resolve. */
  readonly packages: Pick<PackageDiff, "added" | "removed" | "changed"> | null;
  /** Core packages that would move, sorted. */
  readonly core: readonly string[];
  readonly conflict: Conflict | null;
  /** Why it failed; null where it did not. */
  readonly message: string | null;
}

interface PlanSite {
  readonly studio: Studio;
  readonly tools: EnvTools;
  readonly config: EnvConfig;
  readonly signal: AbortSignal | undefined;
}

/** @throws TouchstoneError GIT_FAILED, INTERRUPTED and those of the disk. */
export async function planNode(site: PlanSite, facts: StagedFacts): Promise<NodePlan> {
  const needs = await needsOfStaged(site.tools.git, facts);
  const plan = planOfNeeds(facts, needs);
  if (needs.refused.length > 0) return { ...plan, outcome: "refused" };
  const { truth, nodes } = withNode(facts.base.composition, recordOfStaged(facts, needs));
  const outcome = await lockInScratch({ ...lockOf(site, facts), truth, about: aboutOf(site, facts, nodes) });
  switch (outcome.kind) {
    case "failed":
      return { ...plan, outcome: "failed", message: outcome.message };
    case "conflict":
      return { ...plan, outcome: "conflict", conflict: outcome.conflict };
    case "locked":
      return { ...plan, outcome: "resolves", ...changesOf(site, facts.base.lock, outcome.lock) };
  }
}

function lockOf({ tools, signal }: PlanSite, { base }: StagedFacts) {
  return { uv: tools.uv, python: tools.python.path, preferLock: base.lockText, signal };
}

function planOfNeeds({ base, staged }: StagedFacts, needs: StaticNeeds): NodePlan {
  const before = base.composition.nodes.find(({ id }) => id === staged.id)?.managedDeps ?? [];
  const after = needs.requirements.map(({ text }) => text);
  return {
    nodeId: staged.id,
    action: staged.action,
    commit: staged.commit,
    outcome: "resolves",
    requirements: {
      added: after.filter((one) => !before.includes(one)),
      removed: before.filter((one) => !after.includes(one)),
    },
    refused: refusalsOf(staged.id, needs.refused).map(refusalText),
    notes: needs.notes,
    packages: null,
    core: [],
    conflict: null,
    message: null,
  };
}

/** No transaction has this conflict yet. */
function aboutOf({ studio, config }: PlanSite, { base, staged }: StagedFacts, nodes: readonly NodeRecord[]) {
  return {
    txid: "",
    nodeId: staged.id,
    nowMs: studio.nowMs(),
    baseLock: base.lock,
    corePackages: config.policy.core_packages,
    nodeIds: nodes.map(({ id }) => id),
  };
}

function changesOf({ config }: PlanSite, before: LockFacts, after: LockFacts): Pick<NodePlan, "packages" | "core"> {
  const diff = diffPackages(asInstalled(before), asInstalled(after));
  const { added, removed, changed } = diff;
  return { packages: { added, removed, changed }, core: coreImpactOf(diff, config.policy.core_packages).map(({ name }) => name) };
}

function asInstalled({ packages }: LockFacts) {
  return { packages: packages.map(({ name, version }) => ({ name, version })), startupHooks: [] };
}
