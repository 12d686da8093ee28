import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildAcceptanceIndex } from "../../../tests/support/env/acceptance-index.ts";
import { toolsForTests } from "../../../tests/support/env/uv-for-tests.ts";
import type { Conflict } from "../../core/env/conflict/conflict.ts";
import { type ConflictFacts, readConflict } from "../../core/env/conflict/read-conflict.ts";
import { renderPyproject } from "../../core/env/truth/render-pyproject.ts";
import type { LockFacts, Truth } from "../../core/env/truth/truth.ts";
import { explainConflict } from "./explain-conflict.ts";
import { lockTruth } from "./lock-truth.ts";

type Tools = Awaited<ReturnType<typeof toolsForTests>>;

let tools: Tools;
let scratch: string;
let index: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "conflicts-"));
  const [found, made] = await Promise.all([toolsForTests(), buildAcceptanceIndex(scratch)]);
  tools = found;
  index = made.packages;
});

/** What is to be resolved: core, and node packs `a`, `b`, `c` with their lines. */
interface Situation {
  readonly core?: readonly string[];
  readonly packs: Readonly<Record<string, readonly string[]>>;
  readonly overrides?: readonly string[];
  /** Versions of production. */
  readonly base?: Readonly<Record<string, string>>;
}

const CORE = ["numpy==1.26.4", "torch==2.5.1"];
const BASE = { numpy: "1.26.4", torch: "2.5.1" };

function truthOf({ core = [], packs, overrides = [] }: Situation): Truth {
  return {
    requiresPython: `==${tools.python.version.split(".").slice(0, 2).join(".")}.*`,
    environments: tools.python.markers,
    core,
    groups: Object.fromEntries(Object.entries(packs).map(([id, lines]) => [`node-${id}`, lines])),
    overrides,
    indexes: [{ name: "local", url: index, format: "flat", explicit: false, default: true }],
    sources: {},
    excludeNewer: null,
    buildsAllowed: [],
  };
}

function lockOf(versions: Readonly<Record<string, string>>): LockFacts {
  const packages = Object.entries(versions).map(([name, version]) => ({
    name,
    version,
    source: "idx",
    isSourceOnly: false,
    needs: [],
  }));
  return { schemaVersion: 1, packages };
}

async function lock(truth: Truth) {
  const dir = await mkdtemp(join(scratch, "truth-"));
  await writeFile(join(dir, "pyproject.toml"), renderPyproject(truth));
  return { dir, outcome: await lockTruth(tools.uv, { dir, python: tools.python.path }) };
}

function factsOf(words: string, truth: Truth, base: Situation["base"] = {}): ConflictFacts {
  const corePackages = ["numpy", "torch"];
  return { words, txid: "t", nodeId: "a", nowMs: 0, truth, baseLock: lockOf(base), corePackages };
}

/** The conflict of a situation that has no resolution. */
async function explain(situation: Situation): Promise<Conflict> {
  const truth = truthOf(situation);
  const { dir, outcome } = await lock(truth);
  if (outcome.kind !== "unsolved") throw new Error(`the situation is ${outcome.kind}`);
  const before = await readFile(join(dir, "pyproject.toml"), "utf8");
  const conflict = await explainConflict(
    tools.uv,
    { dir, python: tools.python.path },
    factsOf(outcome.words, truth, situation.base),
  );
  expect(await readdir(dir)).toEqual(["pyproject.toml"]);
  expect(await readFile(join(dir, "pyproject.toml"), "utf8")).toBe(before);
  return conflict;
}

/** `package: chain > asker: requirement` of everybody who asks. */
function askersOf({ packages }: Conflict): readonly string[] {
  return packages
    .flatMap((one) => one.requirers.map((two) => `${[...two.via, two.by].join(" > ")}: ${two.requirement}`))
    .toSorted();
}

/** Pins, with `!` where core moves. */
function pinsOf({ proposals }: Conflict): readonly string[] {
  return proposals.map((one) => `${one.pin}${one.isCore ? " !" : ""}`);
}

interface Row {
  readonly title: string;
  readonly situation: Situation;
  readonly kind: Conflict["kind"];
  readonly askers: readonly string[];
  /** Proposals in their order. */
  readonly pins: readonly string[];
}

const SITUATIONS: readonly Row[] = [
  {
    title: "two packs",
    situation: { packs: { a: ["upper-bound-lib"], b: ["lower-bound-lib"] } },
    kind: "incompatible",
    askers: ["a > upper-bound-lib: plain-lib<2", "b > lower-bound-lib: plain-lib>=2"],
    pins: ["plain-lib==1.1", "plain-lib==2.0"],
  },
  {
    title: "a pack against what another holds in production",
    situation: { packs: { a: ["lower-bound-lib"], b: ["plain-lib<2"] }, base: { "plain-lib": "1.0" } },
    kind: "incompatible",
    askers: ["a > lower-bound-lib: plain-lib>=2", "b: plain-lib<2"],
    pins: ["plain-lib==1.0", "plain-lib==2.0"],
  },
  {
    title: "a pack against core",
    situation: { core: CORE, packs: { a: ["core-swap-lib"] }, base: BASE },
    kind: "incompatible",
    askers: ["a > core-swap-lib: torch==2.6.0", "core: torch==2.5.1"],
    pins: ["torch==2.5.1", "torch==2.6.0 !"],
  },
  {
    title: "a line of a pack against core, before anything was locked",
    situation: { core: CORE, packs: { a: ["torch>=2.6"] } },
    kind: "incompatible",
    askers: ["a: torch>=2.6", "core: torch==2.5.1"],
    pins: ["torch==2.5.1", "torch==2.6.0 !"],
  },
  {
    title: "a chain of three",
    situation: { core: CORE, packs: { a: ["deep-lib"] }, base: BASE },
    kind: "incompatible",
    askers: ["a > deep-lib > deep-middle-lib > deep-end-lib: numpy>=2", "core: numpy==1.26.4"],
    pins: ["numpy==1.26.4", "numpy==2.1.0 !"],
  },
  {
    title: "two chains",
    situation: { packs: { a: ["deep-lib"], b: ["old-numpy-lib"] } },
    kind: "incompatible",
    askers: ["a > deep-lib > deep-middle-lib > deep-end-lib: numpy>=2", "b > old-numpy-lib: numpy<2"],
    pins: ["numpy==1.26.4 !", "numpy==2.1.0 !"],
  },
  {
    title: "three packs that agree in pairs",
    situation: { packs: { a: ["plain-lib<2"], b: ["plain-lib!=1.1"], c: ["plain-lib>1.0"] } },
    kind: "incompatible",
    askers: ["a: plain-lib<2", "b: plain-lib!=1.1", "c: plain-lib>1.0"],
    pins: ["plain-lib==1.0", "plain-lib==1.1", "plain-lib==2.0"],
  },
  {
    title: "three packs of which two quarrel",
    situation: { core: CORE, packs: { a: ["plain-lib<2"], b: ["not-old-lib"], c: ["calm-lib"] }, base: BASE },
    kind: "incompatible",
    askers: ["a: plain-lib<2", "b > not-old-lib: plain-lib>1.1"],
    pins: ["plain-lib==1.1", "plain-lib==2.0"],
  },
  {
    title: "versions that nobody made",
    situation: { packs: { a: ["numpy>1.27"], b: ["numpy<2.1"] }, base: { numpy: "1.26.4" } },
    kind: "incompatible",
    askers: ["a: numpy>1.27", "b: numpy<2.1"],
    pins: ["numpy==1.26.4", "numpy==2.1.0 !"],
  },
  {
    title: "versions of one package that each meet something else",
    situation: { core: ["numpy==2.1.0", "torch==2.5.1"], packs: { a: ["either-lib"] }, base: { numpy: "2.1.0", torch: "2.5.1" } },
    kind: "incompatible",
    askers: ["a > either-lib: numpy<2", "a > either-lib: torch>=2.6", "core: numpy==2.1.0", "core: torch==2.5.1"],
    pins: ["numpy==2.1.0", "torch==2.5.1", "numpy==1.26.4 !", "torch==2.6.0 !"],
  },
  {
    title: "an extra",
    situation: { core: ["numpy<2"], packs: { a: ["extra-lib[fast]"] }, base: BASE },
    kind: "incompatible",
    askers: ["a > extra-lib[fast]: numpy>=2", "core: numpy<2"],
    pins: ["numpy==1.26.4", "numpy==2.1.0 !"],
  },
  {
    title: "a marker of a package",
    situation: { core: ["numpy<2"], packs: { a: ["marker-lib"] }, base: BASE },
    kind: "incompatible",
    askers: ["a > marker-lib: numpy>=2", "core: numpy<2"],
    pins: ["numpy==1.26.4", "numpy==2.1.0 !"],
  },
  {
    title: "a marker of a pack's line",
    situation: { core: ["numpy<2"], packs: { a: ["numpy>=2 ; python_version >= '3.10'"] }, base: BASE },
    kind: "incompatible",
    askers: ["a: numpy>=2 ; python_version >= '3.10'", "core: numpy<2"],
    pins: ["numpy==1.26.4", "numpy==2.1.0 !"],
  },
  {
    title: "a package that quarrels with itself",
    situation: { packs: { a: ["quarrel-lib"] } },
    kind: "incompatible",
    askers: ["a > quarrel-lib: plain-lib<2", "a > quarrel-lib: plain-lib>=2"],
    pins: ["plain-lib==1.1", "plain-lib==2.0"],
  },
  {
    title: "a pack that quarrels with itself",
    situation: { packs: { a: ["plain-lib<2", "plain-lib>=2"] } },
    kind: "incompatible",
    askers: ["a: plain-lib<2", "a: plain-lib>=2"],
    pins: ["plain-lib==1.1", "plain-lib==2.0"],
  },
  {
    title: "a package that nobody has",
    situation: { packs: { a: ["nowhere-lib"] } },
    kind: "not_found",
    askers: ["a: nowhere-lib"],
    pins: [],
  },
  {
    title: "a package whose own need nobody has",
    situation: { packs: { a: ["lost-lib"] } },
    kind: "not_found",
    askers: ["a > lost-lib: nowhere-lib"],
    pins: [],
  },
  {
    title: "a version that is not there",
    situation: { packs: { a: ["plain-lib==9"] } },
    kind: "no_matching_version",
    askers: ["a: plain-lib==9"],
    pins: ["plain-lib==2.0"],
  },
  {
    title: "a range that is not there",
    situation: { packs: { a: ["plain-lib>=3"] } },
    kind: "no_matching_version",
    askers: ["a: plain-lib>=3"],
    pins: ["plain-lib==2.0"],
  },
  {
    title: "an override that is not there",
    situation: { packs: { a: ["plain-lib"] }, overrides: ["plain-lib==7"], base: { "plain-lib": "1.1" } },
    kind: "no_matching_version",
    askers: ["a: plain-lib==7"],
    pins: ["plain-lib==1.1"],
  },
  {
    title: "a package that must be built",
    situation: { packs: { a: ["source-only-lib"] } },
    kind: "needs_build",
    askers: ["a: source-only-lib"],
    pins: [],
  },
  {
    title: "a version that must be built, where another need not be",
    situation: { packs: { a: ["turned-source-lib>=2"] } },
    kind: "needs_build",
    askers: ["a: turned-source-lib>=2"],
    pins: ["turned-source-lib==1.0"],
  },
  {
    title: "a package for a newer Python",
    situation: { packs: { a: ["newer-python-lib>=2"] } },
    kind: "python",
    askers: ["a: newer-python-lib>=2"],
    pins: ["newer-python-lib==1.0"],
  },
  {
    title: "a package for another system",
    situation: { packs: { a: ["other-system-lib"] } },
    kind: "no_matching_version",
    askers: ["a: other-system-lib"],
    pins: [],
  },
];

test.concurrent.each(SITUATIONS)("[UV8][EC6][EC7] $title", async ({ situation, kind, askers, pins }) => {
  const conflict = await explain(situation);
  expect({ kind: conflict.kind, askers: askersOf(conflict), pins: pinsOf(conflict) }).toEqual({ kind, askers, pins });
  for (const { pin } of conflict.proposals) await expectHelp(situation, pin);
});

/** Applies an override for real: the resolution ends, or another package is in dispute. */
async function expectHelp(situation: Situation, pin: string): Promise<void> {
  const name = pin.split("==", 1)[0] ?? "";
  const others = (situation.overrides ?? []).filter((one) => !one.startsWith(`${name}==`));
  const truth = truthOf({ ...situation, overrides: [...others, pin] });
  const { outcome } = await lock(truth);
  if (outcome.kind === "locked") return;
  const next = outcome.kind === "unsolved" ? readConflict(factsOf(outcome.words, truth, situation.base)) : undefined;
  expect(next?.packages.map((one) => one.package) ?? [name]).not.toContain(name);
}

test("[UV8] a pin after which another dispute remains comes behind one that ends it", async () => {
  const packs = { a: ["old-numpy-lib", "plain-lib<2"], b: ["new-numpy-lib", "plain-lib>=2"] };
  const conflict = await explain({ packs });
  expect(conflict.packages).toHaveLength(1);
  expect(conflict.proposals).toHaveLength(2);
  const pin = conflict.proposals[0]?.pin ?? "";
  const rest = await explain({ packs, overrides: [pin] });
  expect(rest.packages.map((one) => one.package)).not.toEqual(conflict.packages.map((one) => one.package));
  const { outcome } = await lock(truthOf({ packs, overrides: [pin, rest.proposals[0]?.pin ?? ""] }));
  expect(outcome.kind).toBe("locked");
});
