import type { Git } from "../../../adapters/git/find-git.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import { groupOf, normalizeName } from "../../../core/env/requirement/normalize-name.ts";
import type { StaticNeeds } from "../../../core/env/requirement/requirement.ts";
import type { NodeRecord, StagedNode } from "../../../core/env/truth/node-record.ts";
import type { EnvHome } from "../env-home.ts";
import { repoDirOf } from "../build/node-source.ts";
import type { Base } from "../open-base.ts";
import { needsAtCommit } from "./pack-needs.ts";

/** What a person allows a node pack beyond what any pack may. */
export interface Allowances {
  readonly allowBuild: readonly string[];
  readonly allowUrl: readonly string[];
}

/** A staged node pack, and what it is added to. */
export interface StagedFacts {
  readonly home: EnvHome;
  readonly base: Base;
  readonly staged: StagedNode;
  readonly allow: Allowances;
}

/** What was allowed for a pack before stays allowed: an update does not ask again for the same line. */
function allowedUrls({ base, staged, allow }: StagedFacts): readonly string[] {
  return [...allow.allowUrl, ...(before(base, staged)?.managedDeps ?? [])];
}

/**
 * What a staged node pack asks for, with the lines that are refused.
 *
 * @throws TouchstoneError GIT_FAILED.
 */
export async function needsOfStaged(git: Git, facts: StagedFacts): Promise<StaticNeeds> {
  const { id, commit } = facts.staged;
  return await needsAtCommit(git, { repoDir: repoDirOf(facts.home, id), commit, allowedUrls: allowedUrls(facts) });
}

/** The record that a generation will hold for it. The overrides that it owned stay its own. */
export function recordOfStaged({ base, staged, allow }: StagedFacts, needs: StaticNeeds): NodeRecord {
  const { id, url, commit, treeHash } = staged;
  const { pinsOwned = [], buildsOwned = [] } = before(base, staged) ?? {};
  return {
    id,
    url,
    commit,
    treeHash,
    group: groupOf(id),
    managedDeps: needs.requirements.map(({ text }) => text).toSorted(compareCodeUnits),
    pinsOwned: [...pinsOwned],
    buildsOwned: [...new Set([...buildsOwned, ...allow.allowBuild.map(normalizeName)])].toSorted(compareCodeUnits),
    enabled: true,
  };
}

function before({ composition }: Base, { id }: StagedNode): NodeRecord | undefined {
  return composition.nodes.find((node) => node.id === id);
}
