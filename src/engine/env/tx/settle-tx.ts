import { canonicalJson } from "../../../core/canonical/canonical-json.ts";
import type { OverruledNeed } from "../../../core/env/generation/overruled-need.ts";
import type { Composition } from "../../../core/env/change/composition.ts";
import { coreImpactOf } from "../../../core/env/generation/core-impact.ts";
import { coreOriginsMoved, type Origins } from "../../../core/env/generation/core-origin.ts";
import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import type { PackageDiff } from "../../../core/env/generation/package-set.ts";
import type { Observation } from "../../../core/env/observation/observation.ts";
import type { LockFacts } from "../../../core/env/truth/truth.ts";
import { moveTx } from "../../../core/env/tx/transition.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import type { BuildResult } from "../build/build-request.ts";
import type { Base } from "../open-base.ts";

/** What a candidate was built from, and what it came to. */
interface Candidate extends Omit<Extract<BuildResult, { readonly kind: "built" }>, "kind"> {
  readonly base: Base;
  readonly composed: Composition;
  /** What the transaction is when the candidate behaved. */
  readonly good: "completed" | "resolved";
  readonly corePackages: readonly string[];
  /** What it resolved to. */
  readonly lock: LockFacts;
}

/** Exit code of a program that was ended because its time was over, as `timeout` has it. */
const TIMED_OUT_EXIT = 124;

/** A transaction whose candidate is there: what it would change, how it behaved, and what promoting it asks for. */
export function settleTx(tx: Tx, candidate: Candidate): Tx {
  const { manifest, observed, runtimeDrift, base, corePackages } = candidate;
  const isGood = observed === null || observed.isGood;
  const diff = diffPackages(base.manifest, manifest);
  return moveTx(tx, isGood ? candidate.good : "failed", {
    base: base.number,
    generation: manifest.number,
    failure: isGood ? null : { code: "CANDIDATE_FAILED", message: failureText(observed) },
    preFreeze: base.manifest.packages,
    postFreeze: manifest.packages,
    diff,
    runtimeDrift,
    coreImpact: [
      ...coreImpactOf(withHooks(diff, runtimeDrift), corePackages, base.manifest.startupHooks),
      ...coreOriginsMoved(originsOf(base.composition, base.lock), originsOf(candidate.composed, candidate.lock), corePackages),
    ],
    runExitCode: observed?.outcome === "timed_out_healthy" ? TIMED_OUT_EXIT : (observed?.exitCode ?? null),
    observation: observed?.outcome ?? "not_run",
    observed,
    overruled: newlyOverruled(base.manifest.overruled, manifest.overruled),
    promotionPlan: planOf(tx, candidate),
  });
}

function originsOf({ truth: { buildsAllowed } }: Composition, lock: LockFacts): Origins {
  return { lock, buildsAllowed };
}

/** What a start of ComfyUI made run by itself is no less a reason to ask than what a package did. */
function withHooks(diff: PackageDiff, drift: PackageDiff | null): PackageDiff {
  const { added, removed } = diff.startupHooks;
  return { ...diff, startupHooks: { added: [...added, ...(drift?.startupHooks.added ?? [])], removed } };
}

function planOf({ nodeId }: Tx, { base, manifest, composed }: Candidate): Tx["promotionPlan"] {
  const groupOf = ({ nodes }: Composition): readonly string[] => nodes.find(({ id }) => id === nodeId)?.managedDeps ?? [];
  const [before, after] = [base.composition, composed];
  return {
    from: base.number,
    to: manifest.number,
    directAdditions: without(groupOf(after), groupOf(before)),
    overrideAdditions: without(after.truth.overrides, before.truth.overrides),
  };
}

/** A pin that was approved for one node pack may overrule what another one needs, and nobody was asked about that. */
function newlyOverruled(before: readonly OverruledNeed[], after: readonly OverruledNeed[]): OverruledNeed[] {
  const known = new Set(before.map(canonicalJson));
  return after.filter((need) => !known.has(canonicalJson(need)));
}

function without(all: readonly string[], some: readonly string[]): string[] {
  return all.filter((one) => !some.includes(one));
}

/** Why a candidate that misbehaved did not pass, in one sentence. */
function failureText(observed: Observation): string {
  const [first] = observed.importFailures;
  switch (observed.outcome) {
    case "import_failed":
      return `ComfyUI could not import \`${first?.node ?? "a node pack"}\`: ${first?.message ?? "it does not say why"}`;
    case "crashed":
      return `ComfyUI ended with ${observed.exitCode === null ? "a signal" : `exit code ${observed.exitCode}`}`;
    case "hung":
      return "ComfyUI neither answered nor ended";
    case "exited":
      return "ComfyUI ended before it served, and its base did serve";
    case "timed_out_healthy":
      return "ComfyUI served, and something else was wrong with it";
    case "not_run":
      return "ComfyUI was not started";
  }
}
