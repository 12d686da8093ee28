import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Conflict } from "../../core/env/conflict/conflict.ts";
import { type ConflictFacts, readConflict } from "../../core/env/conflict/read-conflict.ts";
import { parseRequirement } from "../../core/env/requirement/parse-requirement.ts";
import { readUvLock } from "../../core/env/truth/read-uv-lock.ts";
import { renderPyproject } from "../../core/env/truth/render-pyproject.ts";
import type { LockedPackage, Truth } from "../../core/env/truth/truth.ts";
import type { Uv } from "./find-uv.ts";
import { lockTruth } from "./lock-truth.ts";
import type { UvWork } from "./run-uv.ts";

type Proposal = Conflict["proposals"][number];
type Tried =
  | { readonly kind: "locked"; readonly packages: readonly LockedPackage[] }
  | { readonly kind: "unsolved"; readonly words: string }
  | { readonly kind: "failed" };

/**
 * Reads why `lockTruth` found no resolution, and tries each proposal: what is proposed are pins to one version that end the
 * resolution, or let it go on to another dispute. Takes a lock or two for each; the folder's truth and lock are afterwards as
 * before.
 *
 * @param work  The folder whose lock was unsolved.
 * @throws the reason of `signal`, where that ended it.
 */
export async function explainConflict(uv: Uv, work: UvWork, facts: ConflictFacts): Promise<Conflict> {
  const bench = await openBench(uv, work);
  try {
    const first = readConflict(facts);
    const versions = await findVersions(first, facts.truth, bench);
    const conflict = readConflict({ ...facts, versions });
    return { ...conflict, proposals: await keepProven(conflict.proposals, facts, bench) };
  } finally {
    await bench.close();
  }
}

interface Bench {
  try(truth: Truth): Promise<Tried>;
  close(): Promise<void>;
}

/** Locks other truths in the folder: relative paths of indexes mean the same there. Each begins with the versions that were kept. */
async function openBench(uv: Uv, { dir, python, signal }: UvWork): Promise<Bench> {
  const [pyproject, lock] = [join(dir, "pyproject.toml"), join(dir, "uv.lock")];
  const before = { pyproject: await readFile(pyproject), lock: await readFile(lock).catch(() => undefined) };
  const restoreLock = async (): Promise<void> =>
    await (before.lock === undefined ? rm(lock, { force: true }) : writeFile(lock, before.lock));
  return {
    try: async (truth) => {
      await writeFile(pyproject, renderPyproject(truth));
      await restoreLock();
      const outcome = await lockTruth(uv, { dir, python, signal });
      if (outcome.kind !== "locked") return outcome;
      return { kind: "locked", packages: readUvLock({ file: "uv.lock", text: await readFile(lock, "utf8") }).packages };
    },
    close: async () => {
      await writeFile(pyproject, before.pyproject);
      await restoreLock();
    },
  };
}

/** The version that the resolver takes where only one range of one package is asked for, of each that is in dispute. */
async function findVersions(conflict: Conflict, truth: Truth, bench: Bench): Promise<ReadonlyMap<string, readonly string[]>> {
  const ranges = conflict.proposals.map((one) => one.pin).filter((pin) => !isExact(pin));
  // An index that does not have what is asked for may have other versions; one that was not found has none.
  const isLacking = ["no_matching_version", "needs_build", "python"].includes(conflict.kind);
  const names = isLacking ? conflict.packages.map((one) => one.package) : [];
  const versions = new Map<string, readonly string[]>();
  for (const wanted of [...ranges, ...names]) {
    const name = nameOf(wanted);
    const tried = await bench.try({ ...truth, core: [wanted], groups: {}, overrides: [] });
    const found = tried.kind === "locked" ? tried.packages.filter((one) => one.name === name).map((one) => one.version) : [];
    versions.set(name, [...(versions.get(name) ?? []), ...found]);
  }
  return versions;
}

/** Proposals that help, in their order, but those that end the resolution before those after which more is to be decided. */
async function keepProven(proposals: readonly Proposal[], facts: ConflictFacts, bench: Bench): Promise<Proposal[]> {
  const judged: { readonly proposal: Proposal; readonly rank: number }[] = [];
  for (const proposal of proposals.filter(({ pin }) => isExact(pin))) {
    const name = nameOf(proposal.pin);
    const others = facts.truth.overrides.filter((one) => nameOf(one) !== name);
    const truth = { ...facts.truth, overrides: [...others, proposal.pin] };
    const tried = await bench.try(truth);
    const isOpen = tried.kind === "unsolved" && goesOn(readConflict({ ...facts, truth, words: tried.words }), name);
    const rank = Number(proposal.isCore) * 2 + Number(isOpen);
    if (tried.kind === "locked")
      judged.push({ proposal: { ...proposal, pin: pinIn(tried.packages, name) ?? proposal.pin }, rank });
    if (isOpen) judged.push({ proposal, rank });
  }
  return judged.toSorted((one, other) => one.rank - other.rank).map(({ proposal }) => proposal);
}

/** Whether what stands in the way now is understood, and another package. */
function goesOn(next: Conflict, name: string): boolean {
  return next.kind !== "unread" && !next.packages.some((one) => one.package === name);
}

/** A version as the index spells it: the resolver's words say `2` of `2.0`, and `2.6.0` of a build of it. */
function pinIn(packages: readonly LockedPackage[], name: string): string | undefined {
  const version = packages.find((one) => one.name === name)?.version;
  return version === undefined ? undefined : `${name}==${version}`;
}

function isExact(pin: string): boolean {
  return /^[^<>=!~]+==[^,*]+$/.test(pin);
}

function nameOf(requirement: string): string {
  return parseRequirement(requirement)?.name ?? requirement;
}
