import { expect, test } from "vitest";
import type { GenerationManifest } from "../generation/manifest.ts";
import type { SnapshotMeta } from "../generation/snapshot.ts";
import type { Tx } from "../tx/tx.ts";
import { composeEnvStatus, type EnvFacts, type MadeVersion } from "./compose-status.ts";
import { EnvStatus } from "./status.ts";

const envIdOf = (letter: string): string => `sha256:${letter.repeat(64)}`;

function manifest(number: number, letter: string): GenerationManifest {
  return {
    format: "touchstone.generation/1",
    number,
    createdAtMs: number * 1000,
    base: number === 1 ? null : number - 1,
    txid: number === 1 ? null : `tx-${number}`,
    reason: `add pack-${number}`,
    envId: envIdOf(letter),
    python: { version: "3.11.7", implementation: "CPython", platform: "linux-x86_64" },
    uvVersion: "0.13.9",
    comfyui: { dir: "/comfy", commit: null, version: null },
    files: {},
    packages: [{ name: "numpy", version: "1.26.4" }],
    startupHooks: [],
    overruled: [],
  };
}

function pruned(id: string, generation: number, letter: string): EnvFacts["pruned"][number] {
  const meta: SnapshotMeta = {
    format: "touchstone.snapshot/1",
    id,
    createdAtMs: Number(id),
    reason: "post-promote",
    ref: null,
    generation,
    envId: envIdOf(letter),
    files: {},
  };
  return { meta, nodes: [`pack-${id}`], packages: 7 };
}

function tx(txid: string, startedAtMs: number): Tx {
  return {
    format: "touchstone.tx/1",
    txid,
    nodeId: "wind",
    action: "add",
    startedAtMs,
    endedAtMs: null,
    base: 2,
    generation: null,
    status: "promote_failed",
    failure: null,
    node: null,
    preFreeze: [],
    postFreeze: null,
    diff: null,
    runtimeDrift: null,
    coreImpact: [{ name: "torch", before: "2.5.1", after: "2.6.0" }],
    logs: { stdout: "a", stderr: "b" },
    runExitCode: null,
    observation: "not_run",
    observed: null,
    conflictReport: null,
    overruled: [],
    resolutionPins: [],
    promotionPlan: null,
    promotion: {
      atMs: 1,
      outcome: "promote_failed",
      approvedCore: false,
      reason: null,
      allowedFailedRun: false,
      snapshots: [],
      error: "the smoke test failed",
    },
  };
}

const FACTS: EnvFacts = {
  config: null,
  current: 3,
  kept: [
    { manifest: manifest(2, "b"), nodes: [] },
    { manifest: manifest(3, "c"), nodes: [] },
  ],
  snapshots: [],
  pruned: [],
  staged: [],
  transactions: [],
  made: [],
  holder: null,
  unfinished: null,
  process: { state: "stopped", url: null, pid: null, generation: null, restarts: 0 },
  problems: [],
};

const compose = (changes: Partial<EnvFacts>): EnvStatus => EnvStatus.parse(composeEnvStatus({ ...FACTS, ...changes }));

test("[ES1] kept generations and those of snapshots are listed once, the newest first", () => {
  const gone = pruned("10", 1, "a");
  const { generations, current, snapshots } = compose({ pruned: [gone, pruned("20", 3, "z")], snapshots: [gone.meta] });
  expect(snapshots).toBe(1);
  expect(generations.map(({ number, isCurrent, isKept }) => [number, isCurrent, isKept])).toEqual([
    [3, true, true],
    [2, false, true],
    [1, false, false],
  ]);
  expect(current).toEqual(generations[0]);
});

test("[ES2] of a generation whose folder is gone, its snapshot speaks", () => {
  const { generations } = compose({ pruned: [pruned("30", 1, "d")] });
  const gone = generations.find(({ number }) => number === 1);
  expect(gone).toMatchObject({ isKept: false, envId: envIdOf("d"), nodes: ["pack-30"], packages: 7, reason: "post-promote" });
});

test("[ES3] assets belong to all generations of their identity; 20 are named and all counted", () => {
  const made: MadeVersion[] = Array.from({ length: 25 }, (_, index) => ({
    spec: "lamp",
    versionId: `v${index}`,
    envId: envIdOf(index < 22 ? "c" : "b"),
  }));
  const rows = compose({ made }).generations;
  expect(rows.map(({ versions, versionCount }) => [versions.length, versionCount])).toEqual([
    [20, 22],
    [3, 3],
  ]);
  expect(rows[0]?.versions[0]).toEqual({ spec: "lamp", versionId: "v0" });
  expect(
    compose({ made, kept: [{ manifest: manifest(3, "b"), nodes: [] }, ...FACTS.kept.slice(0, 1)] }).generations,
  ).toMatchObject([{ versionCount: 3 }, { versionCount: 3 }]);
});

test("[ES4] assets that nobody could count are not zero", () => {
  expect(compose({ made: null }).current).toMatchObject({ versions: [], versionCount: null });
});

test("[ES5] transactions are newest first, and say why they failed", () => {
  const { transactions } = compose({ transactions: [tx("a", 5), tx("c", 9), tx("b", 9)] });
  expect(transactions.map(({ txid }) => txid)).toEqual(["c", "b", "a"]);
  expect(transactions[0]).toMatchObject({ failure: "the smoke test failed", coreImpact: ["torch"] });
});

test("[ES6] an unfinished change is a problem exactly where nobody is at work on it", () => {
  const holder = { pid: 7, command: "touchstone env tx run", sinceMs: 1 };
  expect(compose({ unfinished: "promote of wind", holder }).problems).toEqual([]);
  expect(compose({ unfinished: "promote of wind" }).problems).toEqual([
    {
      code: "UNFINISHED",
      message: "promote of wind was cut off before it was done",
      hint: "Run `touchstone env recover`; see docs/guides/environment.md#damaged",
    },
  ]);
  expect(compose({ holder }).problems).toEqual([]);
});

test("[ES7] a ComfyUI that runs another generation than production's is not current", () => {
  const running = { state: "running" as const, url: "http://127.0.0.1:8188", pid: 9, restarts: 0 };
  expect(compose({ process: { ...running, generation: 3 } }).process.isCurrent).toBe(true);
  expect(compose({ process: { ...running, generation: 2 } }).process.isCurrent).toBe(false);
  expect(compose({ current: null, process: { ...running, generation: null } }).process.isCurrent).toBe(false);
});

test("[ES1] before the first generation there is none", () => {
  expect(compose({ current: null, kept: [] })).toMatchObject({
    isInitialized: false,
    current: null,
    python: null,
    generations: [],
  });
});
