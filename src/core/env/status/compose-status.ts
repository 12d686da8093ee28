import { byKey, compareCodeUnits } from "../../canonical/order.ts";
import type { EnvConfig } from "../config.ts";
import type { GenerationManifest } from "../generation/manifest.ts";
import type { SnapshotMeta } from "../generation/snapshot.ts";
import type { NodeRecord, StagedNode } from "../truth/node-record.ts";
import type { Tx } from "../tx/tx.ts";
import type { EnvStatus } from "./status.ts";

type GenerationRow = EnvStatus["generations"][number];

/** An asset that names the environment it was made under. */
export interface MadeVersion {
  readonly spec: string;
  readonly versionId: string;
  readonly envId: string;
}

/** A generation whose folder is there, with the ids of its node packs. */
export interface KeptGeneration {
  readonly manifest: GenerationManifest;
  readonly nodes: readonly NodeRecord[];
}

/** A generation whose folder is gone, as its newest snapshot says. */
export interface PrunedGeneration {
  readonly meta: SnapshotMeta;
  readonly nodes: readonly string[];
  /** Packages that its lock holds. */
  readonly packages: number;
}

/** All that a status is made of. */
export interface EnvFacts {
  readonly config: EnvConfig | null;
  /** Where the pointer is; null: nowhere. */
  readonly current: number | null;
  readonly kept: readonly KeptGeneration[];
  readonly snapshots: readonly SnapshotMeta[];
  readonly pruned: readonly PrunedGeneration[];
  readonly staged: readonly StagedNode[];
  readonly transactions: readonly Tx[];
  /** Newest first; null where the project's log could not be read. */
  readonly made: readonly MadeVersion[] | null;
  readonly holder: EnvStatus["holder"];
  /** An unfinished change, in words, e.g. `promote of my-node`; null: there is none. */
  readonly unfinished: string | null;
  readonly process: Omit<EnvStatus["process"], "isCurrent">;
  /** What was found damaged or edited. */
  readonly problems: EnvStatus["problems"];
}

/** Puts together what `env status` answers. Rules: ES1 to ES7. */
export function composeEnvStatus(facts: EnvFacts): EnvStatus {
  const { config, current, kept, process } = facts;
  const production = kept.find(({ manifest }) => manifest.number === current);
  const generations = listGenerations(facts);
  return {
    format: "touchstone.env-status/1",
    isInitialized: current !== null,
    comfyuiDir: config?.paths.comfyui_dir ?? null,
    current: generations.find((row) => row.isCurrent) ?? null,
    python: production === undefined ? null : pythonOf(production.manifest),
    nodes: [...(production?.nodes ?? [])],
    staged: facts.staged.toSorted(byKey(({ id }) => id)),
    generations,
    transactions: facts.transactions.toSorted(newestFirst).map(rowOf),
    snapshots: facts.snapshots.length,
    problems: [...facts.problems, ...unfinishedProblem(facts)],
    holder: facts.holder,
    process: { ...process, isCurrent: process.generation !== null && process.generation === current },
  };
}

function pythonOf({ python: { version, platform } }: GenerationManifest): { version: string; platform: string } {
  return { version, platform };
}

/** Kept ones as their folders say, the others as their snapshots do. */
function listGenerations(facts: EnvFacts): GenerationRow[] {
  const rows = new Map<number, GenerationRow>();
  for (const generation of facts.pruned) rows.set(generation.meta.generation, prunedRow(generation, facts));
  for (const generation of facts.kept) rows.set(generation.manifest.number, keptRow(generation, facts));
  return [...rows.values()].toSorted((one, other) => other.number - one.number);
}

function prunedRow({ meta, nodes, packages }: PrunedGeneration, { current, made }: EnvFacts): GenerationRow {
  const { generation: number, createdAtMs, reason, envId } = meta;
  const said = { number, isCurrent: number === current, isKept: false, createdAtMs, base: null, txid: null, reason, envId };
  return { ...said, packages, nodes: [...nodes], ...madeUnder(envId, made) };
}

function keptRow({ manifest, nodes }: KeptGeneration, { current, made }: EnvFacts): GenerationRow {
  const { number, createdAtMs, base, txid, reason, envId, packages } = manifest;
  return {
    number,
    isCurrent: number === current,
    isKept: true,
    createdAtMs,
    base,
    txid,
    reason,
    envId,
    packages: packages.length,
    nodes: nodes.map(({ id }) => id),
    ...madeUnder(envId, made),
  };
}

/** Most assets that are named of each generation. */
const NAMED_VERSIONS = 20;

function madeUnder(envId: string, made: EnvFacts["made"]): Pick<GenerationRow, "versions" | "versionCount"> {
  const mine = (made ?? []).filter((version) => version.envId === envId);
  const versions = mine.slice(0, NAMED_VERSIONS).map(({ spec, versionId }) => ({ spec, versionId }));
  return { versions, versionCount: made === null ? null : mine.length };
}

function newestFirst(one: Tx, other: Tx): number {
  return other.startedAtMs - one.startedAtMs || compareCodeUnits(other.txid, one.txid);
}

function rowOf(tx: Tx): EnvStatus["transactions"][number] {
  const { txid, nodeId, action, status, observation, base, generation, startedAtMs } = tx;
  const coreImpact = tx.coreImpact.map(({ name }) => name);
  const failure = tx.failure?.message ?? tx.promotion?.error ?? null;
  return { txid, nodeId, action, status, observation, base, generation, startedAtMs, coreImpact, failure };
}

function unfinishedProblem({ unfinished, holder }: EnvFacts): EnvStatus["problems"] {
  if (unfinished === null || holder !== null) return [];
  return [
    {
      code: "UNFINISHED",
      message: `${unfinished} was cut off before it was done`,
      hint: "Run `touchstone env recover`; see docs/guides/environment.md#damaged",
    },
  ];
}
