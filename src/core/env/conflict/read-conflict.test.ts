import { expect, test } from "vitest";
import type { Truth } from "../truth/truth.ts";
import type { Conflict } from "./conflict.ts";
import { type ConflictFacts, readConflict } from "./read-conflict.ts";

const TRUTH: Truth = {
  requiresPython: "==3.11.*",
  environments: [],
  core: ["numpy==1.26.4", "torch==2.5.1"],
  groups: { "node-a": ["alpha>=1 ; python_version >= '3.10'"], "node-b": ["beta"] },
  overrides: [],
  indexes: [],
  sources: {},
  excludeNewer: null,
  buildsAllowed: [],
};

function read(premises: readonly string[], changes: Partial<ConflictFacts> = {}): Conflict {
  const sentences = premises.map((one) => `Because ${one}, we can conclude that all is lost.`).join(" ");
  const words = `error: No solution found when resolving dependencies:\n  cause: ${sentences}\n`;
  const facts = { txid: "t1", nodeId: "A", nowMs: 7, truth: TRUTH, baseLock: null, corePackages: ["numpy", "torch"] };
  return readConflict({ words, ...facts, ...changes });
}

function lockOf(versions: Readonly<Record<string, string>>, needs: readonly string[] = []): ConflictFacts["baseLock"] {
  const packages = Object.entries(versions).map(([name, version]) => ({
    name,
    version,
    source: "idx",
    isSourceOnly: false,
    needs,
  }));
  return { schemaVersion: 1, packages };
}

const QUARREL = [
  "all versions of alpha depend on numpy>=2 and comfy-env:node-a depends on alpha",
  "your project depends on numpy==1.26.4",
];

test("[EC6][EC7][EC8] two that want different versions, with who asks and what may be overruled", () => {
  expect(read(QUARREL)).toEqual({
    format: "touchstone.conflict/1",
    txid: "t1",
    nodeId: "A",
    createdAtMs: 7,
    kind: "incompatible",
    packages: [
      {
        package: "numpy",
        requirers: [
          { by: "alpha", kind: "package", requirement: "numpy>=2", via: ["A"] },
          { by: "core", kind: "core", requirement: "numpy==1.26.4", via: [] },
        ],
      },
    ],
    proposals: [
      { pin: "numpy==1.26.4", breaks: ["alpha asks for numpy>=2"], isCore: false },
      { pin: "numpy>=2", breaks: ["core asks for numpy==1.26.4"], isCore: true },
    ],
    explanation: expect.stringContaining("Because all versions of alpha depend on numpy>=2"),
  });
});

test("[EC2] one statement that is not understood spoils the rest", () => {
  const conflict = read([...QUARREL, "numpy is out of reach"]);
  expect([conflict.kind, conflict.packages, conflict.proposals]).toEqual(["unread", [], []]);
  expect(conflict.explanation).toContain("numpy is out of reach");
  expect(readConflict({ ...baseFacts(), words: "uv fell over" }).kind).toBe("unread");
});

function baseFacts(): ConflictFacts {
  return { words: "", txid: "t", nodeId: null, nowMs: 0, truth: TRUTH, baseLock: null, corePackages: [] };
}

test("[EC2][EC4] facts that contradict nothing are not understood either, unless they meet at one package", () => {
  const meeting = "all versions of alpha depend on torch and your project depends on torch==2.5.1";
  const other = "all versions of alpha depend on numpy and your project depends on numpy==1.26.4";
  expect(read([meeting, other])).toMatchObject({ kind: "unread", packages: [] });
  expect(read(["all versions of alpha depend on torch"])).toMatchObject({ kind: "unread", packages: [] });
  expect(read([meeting])).toMatchObject({ kind: "incompatible", packages: [{ package: "torch" }], proposals: [] });
});

test("[EC11] of what production has, only its version asks for anything", () => {
  const premises = [
    "transformers<=4.57 depends on hub<1.0 and transformers>=5.0 depends on hub>=1.5",
    "all versions of other depend on transformers and comfy-env:node-a depends on hub<0.20",
  ];
  const askers = (baseLock: ConflictFacts["baseLock"]): unknown =>
    read(premises, { baseLock }).packages.flatMap((one) => one.requirers.map((two) => two.requirement));
  expect(askers(null)).toEqual(["hub<1.0", "hub>=1.5", "hub<0.20"]);
  expect(askers(lockOf({ transformers: "5.24.0" }))).toEqual(["hub>=1.5", "hub<0.20"]);
  expect(askers(lockOf({ transformers: "4.99" }))).toEqual(["hub<1.0", "hub>=1.5", "hub<0.20"]);
});

test("[EC4] versions of one package are never there together, so they do not quarrel", () => {
  const conflict = read([
    "alpha<=1.0 depends on numpy>=2 and alpha>=2.0 depends on torch>=2.6",
    "comfy-env:node-a depends on alpha and your project depends on numpy==1.26.4 and torch==2.5.1",
    "alpha<=1.0 depends on plain<2 and alpha>=2.0 depends on plain>=2",
  ]);
  expect(conflict.packages.map((one) => one.package)).toEqual(["numpy", "torch"]);
});

test("[EC4] three that agree in pairs and not together are in dispute", () => {
  const conflict = read([
    "comfy-env:node-a depends on plain>1.0 and comfy-env:node-b depends on one of: plain<1.1 plain>1.1",
    "your project depends on plain<2 and only the following versions of plain are available: plain==1.0 plain==1.1 plain>=2",
  ]);
  expect(conflict.packages.map((one) => one.requirers.map((two) => two.requirement))).toEqual([
    ["plain>1.0", "plain<1.1 or plain>1.1", "plain<2"],
  ]);
  expect(conflict.proposals.map((one) => one.pin)).toEqual(["plain==1.0", "plain==1.1", "plain==2"]);
});

test.each([
  ["not_found", "alpha was not found in the package registry"],
  ["no_matching_version", "all versions of alpha were yanked (reason: broken)"],
  ["no_matching_version", "there are no versions of alpha"],
  ["no_matching_version", "all versions of alpha have no wheels with a matching platform tag"],
  ["needs_build", "all versions of alpha have no usable wheels"],
  ["python", "all versions of alpha require Python >=3.13"],
])("[EC6] `%s`: %s", (kind, premise) => {
  expect(read([premise, "comfy-env:node-a depends on alpha"]).kind).toBe(kind);
});

test("[EC6] a quarrel comes before what keeps other versions away", () => {
  const conflict = read([...QUARREL, "beta==2.0 has no usable wheels and comfy-env:node-b depends on beta==2.0"]);
  expect([conflict.kind, conflict.packages.map((one) => one.package)]).toEqual(["incompatible", ["beta", "numpy"]]);
});

test("[EC7] a chain goes by the resolver's words, and where they say nothing by the truth and the lock", () => {
  const said = read([
    "all versions of deep-c depend on numpy>=2 and all versions of deep-b depend on deep-c==1.0",
    "comfy-env:node-a depends on deep-a and all versions of deep-a depend on deep-b",
    "your project depends on numpy==1.26.4",
  ]);
  expect(viasOf(said)).toEqual([["A", "deep-a", "deep-b"], []]);
  const silent = ["all versions of gamma depend on numpy>=2 and your project depends on numpy==1.26.4"];
  expect(viasOf(read(silent))).toEqual([[], []]);
  expect(viasOf(read(silent, { baseLock: lockOf({ beta: "1.0" }, ["gamma"]) }))).toEqual([["b", "beta"], []]);
  expect(viasOf(read(silent, { baseLock: lockOf({ gamma: "1.0" }, ["gamma"]) }))).toEqual([[], []]);
});

function viasOf(conflict: Conflict): readonly (readonly string[])[] {
  return conflict.packages.flatMap((one) => one.requirers.map((two) => two.via));
}

test("[EC7] node packs go by their ids, and their lines as they were written", () => {
  const premises = ["comfy-env:node-a depends on alpha>=1 and comfy-env:node-my-pack depends on alpha<1"];
  const [dispute] = read(premises, { nodeIds: ["My_Pack"] }).packages;
  expect(dispute?.requirers).toEqual([
    { by: "A", kind: "node", requirement: "alpha>=1 ; python_version >= '3.10'", via: [] },
    { by: "My_Pack", kind: "node", requirement: "alpha<1", via: [] },
  ]);
  const [unknown] = read(premises, { nodeId: null }).packages;
  expect(unknown?.requirers.map((one) => one.by)).toEqual(["a", "my-pack"]);
  const overridden = read(["comfy-env:node-a depends on alpha==9 and there is no version of alpha==9"], {
    truth: { ...TRUTH, overrides: ["alpha==9"] },
  });
  expect(overridden.packages[0]?.requirers[0]?.requirement).toBe("alpha==9");
});

test("[EC7] a line that quarrels with itself is named once", () => {
  const conflict = read(["comfy-env:node-a depends on alpha<1 and alpha>=2, which are incompatible"]);
  expect(conflict.packages[0]?.requirers).toHaveLength(1);
  expect(conflict.proposals.map((one) => one.breaks)).toEqual([
    ["A asks for alpha>=1 ; python_version >= '3.10'"],
    ["A asks for alpha>=1 ; python_version >= '3.10'"],
  ]);
});

test("[EC8] a version that is known stands in the place of a range that overrules the same", () => {
  const versions = new Map([["numpy", ["2.0.0", "2.1.0", "1.20.0"]]]);
  expect(read(QUARREL, { versions }).proposals.map((one) => one.pin)).toEqual(["numpy==1.26.4", "numpy==2.1.0"]);
});

test("[EC8] what cannot be used is not proposed", () => {
  const premises = [...QUARREL, "numpy>=2 has no usable wheels and only numpy<=2.1.0 is available"];
  expect(read(premises).proposals.map((one) => one.pin)).toEqual(["numpy==1.26.4"]);
  expect(read(["comfy-env:node-a depends on zzz and zzz was not found in the package registry"]).proposals).toEqual([]);
});

test("[EC9][EC10] core as it is comes first, then who overrules fewer, then production's version", () => {
  const premises = [
    "all versions of alpha depend on numpy>=2 and all versions of beta depend on numpy>=2.1",
    "all versions of gamma depend on plain<2 and all versions of delta depend on plain>=2",
    "your project depends on numpy==1.26.4",
  ];
  const versions = new Map([
    ["plain", ["1.0", "2.0"]],
    ["numpy", ["2.0", "2.1"]],
  ]);
  const rows = read(premises, { versions, baseLock: lockOf({ numpy: "1.26.4", plain: "2.0" }) }).proposals;
  expect(rows.map(({ pin, breaks, isCore }) => [pin, breaks.length, isCore])).toEqual([
    ["plain==2.0", 1, false],
    ["plain==1.0", 1, false],
    ["numpy==1.26.4", 2, false],
    ["numpy==2.1", 1, true],
  ]);
});

test("[EC10] without a lock production's version is the one that the truth pins", () => {
  const isCore = (changes: Partial<ConflictFacts>): unknown =>
    read(QUARREL, changes).proposals.map((one) => [one.pin, one.isCore]);
  expect(isCore({})).toEqual([
    ["numpy==1.26.4", false],
    ["numpy>=2", true],
  ]);
  expect(isCore({ truth: { ...TRUTH, core: ["numpy>=1.20"] } })).toEqual([
    ["numpy==1.26.4", true],
    ["numpy>=2", true],
  ]);
  expect(isCore({ corePackages: [] })).toEqual([
    ["numpy==1.26.4", false],
    ["numpy>=2", false],
  ]);
});
